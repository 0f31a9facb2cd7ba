package dev.freshet.query.journey;

import dev.freshet.query.freshness.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * About how long a version on its way will take; never a promise.
 *
 * @param seconds from now on
 * @param by {@code pace}: as fast as records of its partition came out lately; {@code recent}: as
 *     long as recent documents took
 */
record Estimate(double seconds, String by) {

  /**
   * Of one in line.
   *
   * @param waited seconds since it was published
   * @param recent median from publish to retrievable of recent documents, in ms
   * @return empty where nothing is known by which to tell, or it already takes longer than that
   */
  static Optional<Estimate> of(Standing standing, double waited, OptionalDouble recent) {
    if (standing.pace().isPresent()) {
      double seconds = (standing.ahead() + 1) / standing.pace().getAsDouble();
      return Optional.of(new Estimate(seconds, "pace"));
    }
    return standing.ahead() == 0 && recent.isPresent() && recent.getAsDouble() / 1e3 > waited
        ? Optional.of(new Estimate(recent.getAsDouble() / 1e3 - waited, "recent"))
        : Optional.empty();
  }
}
