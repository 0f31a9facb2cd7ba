package dev.freshet.query.journey;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import java.util.List;

/**
 * Where a version on its way is.
 *
 * @param stage the job that has not handed it on yet
 * @param lane that the job runs in
 * @param times the stages gone through, as far as they were seen
 */
record Step(Stage stage, Lane lane, List<StageTime> times) {
  Step {
    times = List.copyOf(times);
  }
}
