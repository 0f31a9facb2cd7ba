package dev.freshet.query.completion;

import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask again: exponential back-off with full jitter (M. Brooker, "Exponential Backoff And
 * Jitter", AWS 2015), at least as long as the endpoint asks by {@code Retry-After}; not at all
 * where that would take longer than the caller waits.
 */
final class Retries {
  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 5_000;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private final int attempts;
  private final InstantSource clock;
  private final RandomGenerator random;

  Retries(int attempts, InstantSource clock, RandomGenerator random) {
    this.attempts = attempts;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Waits before the next attempt.
   *
   * @param failed attempts so far, 1 or more
   * @param left of the caller's patience
   * @param why the outage that stands where there is no next attempt
   */
  void await(int failed, Duration left, Outage why) {
    long most = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failed - 1, 10));
    long asked = why.retryAfter().map(Duration::toMillis).orElse(0L);
    long wait = Math.max(random.nextLong(most + 1), asked);
    if (failed >= attempts || wait >= left.toMillis()) {
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
    if (header.matches("\\d{1,9}")) {
      return Optional.of(capped(Duration.ofSeconds(Long.parseLong(header))));
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), until.toInstant());
      return Optional.of(capped(wait.isNegative() ? Duration.ZERO : wait));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration asked) {
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }
}
