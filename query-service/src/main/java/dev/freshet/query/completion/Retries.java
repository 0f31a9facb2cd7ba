package dev.freshet.query.completion;

import dev.freshet.common.failure.BackOff;
import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to ask again; not at all where that would take longer than the caller waits. */
final class Retries {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final int attempts;
  private final InstantSource clock;
  private final BackOff backOff;

  Retries(int attempts, InstantSource clock, RandomGenerator random) {
    this.attempts = attempts;
    this.clock = clock;
    this.backOff = new BackOff(FIRST_WAIT, LONGEST_WAIT, random);
  }

  /**
   * Waits before the next attempt.
   *
   * @param failed attempts so far, 1 or more
   * @param left of the caller's patience
   * @param why the outage that stands where there is no next attempt
   */
  void await(int failed, Duration left, Outage why) {
    Duration wait = backOff.after(failed, why);
    if (failed >= attempts || wait.compareTo(left) >= 0) {
      throw why;
    }
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage(why.dependency(), "interrupted while waiting to ask again", e);
    }
  }

  /** A Retry-After as a span of time from now, at most a minute; empty where it is unreadable. */
  Optional<Duration> retryAfter(String header) {
    return BackOff.retryAfter(header, clock.instant());
  }
}
