package dev.freshet.query.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a round came to.
 *
 * @param generation which one was looked at
 * @param background whether it ran by itself
 * @param source the only source looked at; empty: all
 * @param began when it began
 * @param ended when it ended
 * @param looked how many records, and documents of the store, were looked at, by place
 * @param findings what stayed different
 * @param more how many more differed than are kept
 * @param trouble why it ended early; empty: it is whole
 */
record Report(
    String generation,
    boolean background,
    Optional<String> source,
    Instant began,
    Instant ended,
    Map<Place, Long> looked,
    List<Finding> findings,
    long more,
    String trouble) {
  /** Copies the collections. */
  Report {
    looked = Map.copyOf(looked);
    findings = List.copyOf(findings);
  }

  /** Whether it looked at everything there was. */
  boolean full() {
    return trouble.isEmpty() && source.isEmpty();
  }

  /** How many findings of a kind are not mended. */
  long count(Kind kind) {
    return findings.stream()
        .filter(finding -> finding.suspect().difference().kind() == kind)
        .filter(finding -> !finding.mended().orElse(false))
        .count();
  }

  /** As it is told. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("generation", generation);
    node.put("background", background);
    node.put("source", source.orElse(null));
    node.put("began", began.toString());
    node.put("ended", ended.toString());
    node.put("whole", trouble.isEmpty());
    node.put("trouble", trouble);
    ObjectNode places = node.putObject("looked");
    for (Place place : Place.values()) {
      places.put(place.label(), looked.getOrDefault(place, 0L));
    }
    ObjectNode counts = node.putObject("counts");
    for (Kind kind : Kind.values()) {
      counts.put(kind.label(), count(kind));
    }
    ArrayNode all = node.putArray("findings");
    findings.forEach(finding -> all.add(finding.json()));
    node.put("more", more);
    return node;
  }
}
