package dev.freshet.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a standing query tells. */
public sealed interface WatchEvent {
  /** By which a later watch goes on behind this event; empty where it has none. */
  Optional<String> id();

  /** The event's data as they came. */
  String json();

  /**
   * A passage that matches became retrievable.
   *
   * @param passageId by which a retraction names it
   */
  record Match(Optional<String> id, String passageId, Hit hit, String json) implements WatchEvent {}

  /**
   * A document that matched has another version, and this passage of it matches.
   *
   * @param passageId by which a retraction names it
   */
  record Update(Optional<String> id, String passageId, Hit hit, String json)
      implements WatchEvent {}

  /**
   * What was told before is no more, or no more for this caller.
   *
   * @param documentId it is of
   * @param passageIds as they were told
   * @param reason {@code deleted}, {@code expired}, {@code superseded} or {@code withdrawn}
   */
  record Retract(
      Optional<String> id, String documentId, List<String> passageIds, String reason, String json)
      implements WatchEvent {
    /** Copies the list. */
    public Retract {
      passageIds = List.copyOf(passageIds);
    }
  }

  /** Events before this one cannot be told any more: search anew. */
  record Gap(Optional<String> id, String json) implements WatchEvent {}

  /** An event that this client has no word for. */
  record Other(Optional<String> id, String name, String json) implements WatchEvent {}

  /**
   * Reads it.
   *
   * @throws FreshetUnreachable when it is no JSON
   */
  static WatchEvent of(EventReader.Event event) {
    Json data =
        Json.answer(event.data().getBytes(StandardCharsets.UTF_8), "the event " + event.name());
    String passage = data.at("passage").text("id");
    return switch (event.name()) {
      case "match" -> new Match(event.id(), passage, Hit.of(data), event.data());
      case "update" -> new Update(event.id(), passage, Hit.of(data), event.data());
      case "retract" ->
          new Retract(
              event.id(),
              data.at("document").text("id"),
              data.texts("passages"),
              data.text("reason"),
              event.data());
      case "gap" -> new Gap(event.id(), event.data());
      default -> new Other(event.id(), event.name(), event.data());
    };
  }
}
