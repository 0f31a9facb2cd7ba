package dev.freshet.query.journey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.failure.Failure;
import dev.freshet.query.exchange.SignalJson;
import dev.freshet.query.freshness.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes what is told of a version. */
final class JourneyJson {
  private JourneyJson() {}

  /**
   * Fills the node.
   *
   * @param stands whether this is the version that is retrievable
   * @param ahead whether permissions are in force whose contents have not come out
   * @param letter where its dead letter stands
   */
  static void write(
      ObjectNode node,
      Story story,
      Place place,
      Standing seen,
      boolean stands,
      boolean ahead,
      Optional<Position> letter,
      Instant now) {
    node.put("version", story.version().position().token());
    node.put("state", place.state());
    node.put("stands", stands);
    node.put("deletes", story.deletes());
    node.put("recordedAt", story.version().publishedAt().toString());
    retrievable(node, story, place);
    node.put(
        "deferredAt", story.deferral().flatMap(event -> end(event.origin().times())).orElse(null));
    stages(node.putArray("stages"), story, place.times());
    SignalJson.write(
        node.putArray("signals"), story.word().map(IndexEvent::signals).orElse(List.of()));
    boolean waits = place.why().isPresent() && !place.why().get().equals("dead");
    node.put("why", place.why().orElse(null));
    node.put("stage", place.stage().map(Stage::label).orElse(null));
    node.put("lane", place.lane().map(Lane::label).orElse(null));
    node.put("permissionsAhead", waits && ahead);
    node.put("text", place.text() + (waits && ahead ? Sentences.PERMISSIONS : ""));
    if (place.why().equals(Optional.of("in-line"))) {
      node.put("ahead", seen.ahead());
      node.put("lagSeconds", Math.round(seen.lagSeconds() * 1000) / 1000.0);
    }
    if (waits) {
      node.put("waitingMs", Math.max(0, now.toEpochMilli() - since(story, place.times())));
    }
    place.estimate().ifPresent(estimate -> write(node.putObject("estimate"), estimate));
    story.word().flatMap(IndexEvent::failure).ifPresent(f -> failure(node, f, letter));
  }

  private static void write(ObjectNode node, Estimate estimate) {
    node.put("seconds", Math.round(estimate.seconds() * 10) / 10.0);
    node.put("by", estimate.by());
  }

  private static void failure(ObjectNode node, Failure failure, Optional<Position> letter) {
    node.putObject("failure")
        .put("stage", failure.stage().label())
        .put("reason", failure.reason().label())
        .put("message", failure.message())
        .put("meaning", failure.reason().sentence())
        .put("letter", letter.map(Position::token).orElse(null));
  }

  private static void retrievable(ObjectNode node, Story story, Place place) {
    Optional<String> end =
        place.state().equals(DocumentState.INDEXED.label()) ? end(place.times()) : Optional.empty();
    node.put("retrievableAt", end.orElse(null));
    if (end.isPresent()) {
      Duration took = Duration.between(story.version().publishedAt(), Instant.parse(end.get()));
      node.put("freshnessMs", Math.max(0, took.toMillis()));
    } else {
      node.putNull("freshnessMs");
    }
  }

  private static Optional<String> end(List<StageTime> times) {
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(StageTime.instant(times.getLast().endMicros()).toString());
  }

  /** Milliseconds since the epoch, when it last moved. */
  private static long since(Story story, List<StageTime> times) {
    long published = story.version().publishedAt().toEpochMilli();
    return times.isEmpty() ? published : Math.max(published, times.getLast().endMicros() / 1000);
  }

  /** Clocks differ from machine to machine: a wait that would be negative is none. */
  private static void stages(ArrayNode stages, Story story, List<StageTime> times) {
    long before = story.version().publishedAt().toEpochMilli() * 1000;
    for (StageTime time : times) {
      ObjectNode node = stages.addObject();
      node.put("stage", time.stage().label());
      node.put("waitedMs", Math.max(0, time.startMicros() - before) / 1000.0);
      node.put("startMicros", time.startMicros());
      node.put("endMicros", time.endMicros());
      node.put("ms", (time.endMicros() - time.startMicros()) / 1000.0);
      node.put("machine", time.machine().isEmpty() ? null : time.machine());
      before = time.endMicros();
    }
  }
}
