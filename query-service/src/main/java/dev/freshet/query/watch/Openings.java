package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** The first words to a watch. */
final class Openings {
  private Openings() {}

  /** It stands from here on. */
  static Event standing(Reading reading, Standing watch, boolean again) {
    Wanted wanted = watch.wanted();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("query", wanted.query());
    data.put("mode", wanted.mode().name().toLowerCase(Locale.ROOT));
    data.put("minScore", wanted.minScore());
    data.put("generation", reading.generation().name());
    data.put("resumed", again);
    // One that comes back keeps the id it has until it is told something.
    Optional<String> id = again ? Optional.empty() : Optional.of(reading.cursor(watch));
    return Event.of(Event.Kind.WATCHING, id, data);
  }

  /** It goes on from now; what lies before is missed. */
  static Event gap(Reading reading, Standing watch) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put(
        "detail",
        "what became retrievable since the event named is too much to be read again, or was"
            + " embedded in another generation: search once, then go on from here");
    return Event.of(Event.Kind.GAP, Optional.of(reading.cursor(watch)), data);
  }
}
