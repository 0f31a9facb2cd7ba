package dev.freshet.embedders.http;

import dev.freshet.common.failure.BackOff;
import dev.freshet.common.failure.Outage;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and for how long an endpoint is asked again.
 *
 * @param attempts the most, the first included
 * @param totalTime after which no further wait begins
 */
record Patience(
    int attempts,
    Duration totalTime,
    InstantSource clock,
    Sleeper sleeper,
    RandomGenerator random) {
  /** The longest wait before full jitter, after many failures. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /**
   * Waits before the next attempt.
   *
   * @param failed attempts so far, 1 or more
   * @param why the outage that stands when patience has run out
   */
  void await(int failed, Instant started, Outage why) {
    Duration wait = new BackOff(FIRST_WAIT, LONGEST_WAIT, random).after(failed, why);
    boolean inTime = !clock.instant().plus(wait).isAfter(started.plus(totalTime));
    if (failed >= attempts || !inTime) {
      throw why;
    }
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage(why.dependency(), "interrupted while waiting to ask again", e);
    }
  }

  /** The header as a span of time from now, capped; empty where it is missing or unreadable. */
  Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .flatMap(value -> BackOff.retryAfter(value, clock.instant()));
  }
}
