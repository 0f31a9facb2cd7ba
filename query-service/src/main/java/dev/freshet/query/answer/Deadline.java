package dev.freshet.query.answer;

import dev.freshet.query.exchange.Problem;
import java.time.Duration;

/**
 * Until when an answer must be there.
 *
 * @param patience from its beginning
 * @param began by System::nanoTime
 */
record Deadline(Duration patience, long began) {
  static Deadline in(Duration patience) {
    return new Deadline(patience, System.nanoTime());
  }

  /** Since its beginning. */
  Duration passed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** What is left; not positive: it is over. */
  Duration left() {
    return patience.minus(passed());
  }

  /**
   * @throws Problem 504 where it is over
   */
  void check() {
    if (!left().isPositive()) {
      throw over();
    }
  }

  Problem over() {
    return Problem.of(
            504,
            "Too slow",
            "there is no whole answer within "
                + patience.toMillis()
                + " ms: ask again, or give a longer deadlineMs")
        .with("deadlineMs", patience.toMillis());
  }
}
