package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a watch was told while it stood for one question.
 *
 * @param events in their order
 * @param next the id to go on from; empty: the one that the question came with
 */
record Polled(List<Event> events, Optional<String> next) {
  /**
   * @param told while it stood
   * @param here how far it was then
   * @param rest what was told until nobody listened any more
   */
  static Polled of(List<Event> told, Optional<String> here, List<Event> rest) {
    List<Event> all = Stream.concat(told.stream(), rest.stream()).toList();
    // Where something was told last it says how far: a position behind it would tell it twice.
    Optional<String> next = last(rest).or(() -> here).or(() -> last(told));
    return new Polled(all, next);
  }

  private static Optional<String> last(List<Event> events) {
    return events.reversed().stream().flatMap(event -> event.id().stream()).findFirst();
  }

  /**
   * As JSON: {@code events}, each with its kind as {@code event} and its {@code data}, and {@code
   * next}.
   *
   * @param came the id that the question came with
   */
  ObjectNode json(Optional<String> came) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("events");
    events.stream()
        .filter(event -> event.kind() != Event.Kind.WATCHING)
        .forEach(
            event -> list.addObject().put("event", event.kind().label()).set("data", event.data()));
    json.put("next", next.or(() -> came).orElse(null));
    return json;
  }
}
