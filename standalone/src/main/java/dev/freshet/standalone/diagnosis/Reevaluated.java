package dev.freshet.standalone.diagnosis;

import dev.freshet.common.telemetry.Measured;
import dev.freshet.common.telemetry.Telemetry;

/**
 * What the last round of the questions that are asked again and again came to.
 *
 * @param fallen whether retrieval is worse than at the baseline
 * @param fall by how much nDCG@10 is
 * @param judgements pairs of a question and a document that answers it
 * @param lost those whose document is not there
 */
record Reevaluated(boolean fallen, double fall, long judgements, long lost) {
  /** None has ended, or no questions are asked. */
  static final Reevaluated NONE = new Reevaluated(false, 0, 0, 0);

  /** As it is counted. */
  static Reevaluated of(Telemetry telemetry) {
    return new Reevaluated(
        level(telemetry, "fallen") > 0,
        level(telemetry, "fall"),
        (long) level(telemetry, "judgements"),
        (long) level(telemetry, "judgements.lost"));
  }

  private static double level(Telemetry telemetry, String name) {
    return telemetry.measured("freshet.reevaluation." + name).stream()
        .mapToDouble(Measured::value)
        .filter(value -> !Double.isNaN(value))
        .findFirst()
        .orElse(0);
  }
}
