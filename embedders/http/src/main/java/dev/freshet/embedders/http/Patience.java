package dev.freshet.embedders.http;

import dev.freshet.common.failure.Outage;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask again: exponential back-off with full jitter (M. Brooker, "Exponential Backoff And
 * Jitter", AWS 2015), at least as long as the endpoint asks by {@code Retry-After}.
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

  /** A Retry-After beyond this is taken as this. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /**
   * Waits before the next attempt.
   *
   * @param failed attempts so far, 1 or more
   * @param why the outage that stands when patience has run out
   */
  void await(int failed, Instant started, Outage why) {
    Duration wait = longer(backOff(failed), why.retryAfter().orElse(Duration.ZERO));
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

  private Duration backOff(int failed) {
    long most =
        Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failed - 1, 20));
    return Duration.ofMillis(random.nextLong(most + 1));
  }

  /** The header as a span of time from now, capped; empty where it is missing or unreadable. */
  Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers.firstValue("Retry-After").flatMap(this::read).map(Patience::capped);
  }

  private Optional<Duration> read(String value) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(longer(Duration.between(clock.instant(), until), Duration.ZERO));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration asked) {
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
