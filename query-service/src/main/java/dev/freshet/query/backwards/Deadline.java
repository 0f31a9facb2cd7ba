package dev.freshet.query.backwards;

import java.time.Duration;

/**
 * When a request's time is over.
 *
 * @param nanos as {@link System#nanoTime} tells it
 */
public record Deadline(long nanos) {

  /** So long from now on. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Whether it is. */
  public boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }

  /**
   * Goes on only before it.
   *
   * @throws TopicLog.OutOfTime when it is over
   */
  public void check() {
    if (isOver()) {
      throw new TopicLog.OutOfTime();
    }
  }
}
