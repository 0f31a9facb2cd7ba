package dev.freshet.query.deadletters;

import java.time.Duration;

/**
 * When a request's time is over.
 *
 * @param nanos as {@link System#nanoTime} tells it
 */
record Deadline(long nanos) {

  /** So long from now on. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }

  /**
   * Goes on only before it.
   *
   * @throws LetterLog.OutOfTime when it is over
   */
  void check() {
    if (isOver()) {
      throw new LetterLog.OutOfTime();
    }
  }
}
