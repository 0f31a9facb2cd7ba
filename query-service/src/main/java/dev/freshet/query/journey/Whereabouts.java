package dev.freshet.query.journey;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Version;
import dev.freshet.query.freshness.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says where a version is now and why it waits. */
final class Whereabouts {
  private final Steps steps;
  private final Lane lane;
  private final Optional<Version> standing;
  private final OptionalDouble recent;
  private final Instant now;

  /**
   * @param lane of the document's source
   * @param standing the version that is retrievable
   * @param recent median from publish to retrievable of recent documents, in ms
   */
  Whereabouts(
      Steps steps, Lane lane, Optional<Version> standing, OptionalDouble recent, Instant now) {
    this.steps = steps;
    this.lane = lane;
    this.standing = standing;
    this.recent = recent;
    this.now = now;
  }

  Place of(Story story, Standing seen) {
    Optional<IndexEvent> word = story.word();
    if (word.isPresent()) {
      return told(story, word.get(), seen);
    }
    return seen.out() ? passed(story, seen) : underWay(story, seen);
  }

  private Place told(Story story, IndexEvent word, Standing seen) {
    List<StageTime> times = word.origin().times();
    String state = word.state().label();
    return switch (word.state()) {
      case INDEXED ->
          Place.ended(
              state,
              times,
              standing.equals(Optional.of(story.version()))
                  ? Sentences.RETRIEVABLE
                  : Sentences.REPLACED);
      case DELETED -> Place.ended(state, times, Sentences.DELETED);
      case SUPERSEDED ->
          seen.open()
              ? Place.waiting(state, "left-out", Optional.empty(), times, Sentences.LEFT_OUT)
              : Place.ended(state, times, Sentences.SUPERSEDED);
      case DEAD ->
          Place.waiting(
              state,
              "dead",
              Optional.empty(),
              times,
              Sentences.dead(word.failure().orElseThrow().stage()));
      case DEFERRED ->
          seen.open()
              ? deferred(story.version().position(), times)
              : Place.ended(state, times, Sentences.OVERTAKEN);
    };
  }

  /** What it has gone through says which job deferred it: that one hands on no time of its own. */
  private Place deferred(Position version, List<StageTime> times) {
    String state = DocumentState.DEFERRED.label();
    Optional<Step> step = steps.deferred(version, lane);
    if (step.isPresent()) {
      List<StageTime> gone = step.get().times().isEmpty() ? times : step.get().times();
      String why = step.get().lane() == Lane.SLOW ? "slow-lane" : "stepped-aside";
      return Place.waiting(state, why, step, gone, Sentences.deferred(step.get()));
    }
    boolean parsed = gone(times, Stage.PARSE);
    if (parsed && gone(times, Stage.EMBED)) {
      return Place.waiting(
          state, "deferred", Optional.empty(), times, Sentences.DEFERRED_SOMEWHERE);
    }
    Stage at = parsed ? Stage.EMBED : Stage.PARSE;
    return Place.waiting(
        state,
        "stepped-aside",
        Optional.of(new Step(at, lane, List.of())),
        times,
        Sentences.aside(at));
  }

  private static boolean gone(List<StageTime> times, Stage stage) {
    return times.stream().anyMatch(time -> time.stage() == stage);
  }

  private Place passed(Story story, Standing seen) {
    if (seen.open()) {
      return deferred(story.version().position(), List.of());
    }
    boolean older = standing.filter(s -> s.supersedes(story.version())).isPresent();
    return Place.ended("unknown", List.of(), older ? Sentences.SUPERSEDED : Sentences.UNTOLD);
  }

  private Place underWay(Story story, Standing seen) {
    Position version = story.version().position();
    Optional<Step> step = steps.before(version, lane);
    double waited = Duration.between(story.version().publishedAt(), now).toMillis() / 1e3;
    return new Place(
        "in-flight",
        Optional.of("in-line"),
        step.map(Step::stage),
        step.map(Step::lane),
        step.map(Step::times).orElse(List.of()),
        Sentences.underWay(step.map(Step::stage), seen, version.log().toString()),
        Estimate.of(seen, Math.max(0, waited), recent));
  }
}
