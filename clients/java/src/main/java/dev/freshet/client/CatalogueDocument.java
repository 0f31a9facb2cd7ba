package dev.freshet.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is told of a document.
 *
 * @param about its id, source, newest version, title and so on
 * @param state of that version
 * @param bytes size of the file
 * @param passages how many it has
 * @param embedded how many of those were embedded for it; the others were taken over
 * @param recordedAt when Kafka took it
 * @param retrievableAt when it became retrievable; empty where it is not
 * @param freshness from the one to the other
 * @param stages the time each took
 * @param failure why it died; empty where it did not
 * @param standing the older version that is retrievable meanwhile; empty where none is
 * @param notices what of it could not be read although the rest could
 */
public record CatalogueDocument(
    FoundDocument about,
    DocumentState state,
    long bytes,
    int passages,
    int embedded,
    Optional<Instant> recordedAt,
    Optional<Instant> retrievableAt,
    Optional<Duration> freshness,
    List<Stage> stages,
    Optional<Failure> failure,
    Optional<Token> standing,
    List<String> notices) {
  /** The time of one stage, in milliseconds. */
  public record Stage(String name, double millis) {}

  /** Why a document died: the stage, the reason's name, and a sentence. */
  public record Failure(String stage, String reason, String message) {}

  static CatalogueDocument of(Json json) {
    OptionalLong millis = json.whole("freshnessMs");
    return new CatalogueDocument(
        FoundDocument.of(json),
        DocumentState.of(json.text("state")),
        json.whole("bytes").orElse(0),
        json.integer("passages").orElse(0),
        json.integer("embedded").orElse(0),
        json.time("recordedAt"),
        json.time("retrievableAt"),
        millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsLong())) : Optional.empty(),
        json.list("stages", s -> new Stage(s.text("stage"), s.number("ms").orElse(0))),
        json.has("failure") ? Optional.of(failure(json.at("failure"))) : Optional.empty(),
        json.at("standing").token("version"),
        json.texts("notices"));
  }

  private static Failure failure(Json json) {
    return new Failure(json.text("stage"), json.text("reason"), json.text("message"));
  }
}
