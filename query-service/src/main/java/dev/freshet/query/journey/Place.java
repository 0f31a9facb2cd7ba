package dev.freshet.query.journey;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import java.util.List;
import java.util.Optional;

/**
 * Where a version is now.
 *
 * @param state {@code in-flight}, {@code unknown}, or how it ended
 * @param why it waits, as a word for programs: {@code in-line}, {@code slow-lane}, {@code
 *     stepped-aside}, {@code left-out}, {@code deferred} or {@code dead}; empty where it does not
 * @param stage that it waits for or is in
 * @param lane of that stage
 * @param times of the stages that it has gone through
 * @param text the same for a person
 * @param estimate about how long it will take
 */
record Place(
    String state,
    Optional<String> why,
    Optional<Stage> stage,
    Optional<Lane> lane,
    List<StageTime> times,
    String text,
    Optional<Estimate> estimate) {

  /** One that is where it stays. */
  static Place ended(String state, List<StageTime> times, String text) {
    return new Place(
        state, Optional.empty(), Optional.empty(), Optional.empty(), times, text, Optional.empty());
  }

  /** One that waits for something other than those before it. */
  static Place waiting(
      String state, String why, Optional<Step> step, List<StageTime> times, String text) {
    return new Place(
        state,
        Optional.of(why),
        step.map(Step::stage),
        step.map(Step::lane),
        times,
        text,
        Optional.empty());
  }
}
