package dev.freshet.client;

import java.time.Duration;

/**
 * How often and how patiently a call is tried. Only what is safe is tried again: any call that the
 * service says it has not begun (429, or 503 with the title Busy or Not ready) or whose connection
 * was refused, and calls that only read also after any other 503, a time-out or a connection that
 * broke. Publishing again blindly could put an old version over somebody's newer one.
 *
 * @param attempts in all, from 1
 * @param firstWait before the second attempt; each later wait is twice as long, and any is cut by
 *     up to half at random
 * @param longestWait the most that is waited at once; a Retry-After that asks for more ends the
 *     call
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration longestWait) {
  /** Four attempts, 200 ms first, 10 s at most. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(10));

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  private static final int MOST_ATTEMPTS = 100;

  /**
   * @throws IllegalArgumentException when there is no attempt, or a wait is negative
   */
  public RetryPolicy {
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts is " + attempts + ": give 1 to 100");
    }
    if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException("longestWait is shorter than firstWait, or one negative");
    }
  }

  /** The wait before the attempt of this number, from 2, without chance. */
  Duration before(int attempt) {
    int doublings = Math.min(attempt - 2, 20);
    Duration wait = firstWait.multipliedBy(1L << doublings);
    return wait.compareTo(longestWait) > 0 ? longestWait : wait;
  }
}
