package dev.freshet.common.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an endpoint is asked again: exponential back-off with full jitter (M.
 * Brooker, "Exponential Backoff And Jitter", AWS 2015), at least as long as the endpoint asks by
 * {@code Retry-After}.
 *
 * @param first the longest wait after one failure, before jitter
 * @param longest the longest after many
 */
public record BackOff(Duration first, Duration longest, RandomGenerator random) {
  /** A Retry-After beyond this is taken as this. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 20;

  /**
   * The wait.
   *
   * @param failed attempts so far, 1 or more
   * @param why the last of them failed
   */
  public Duration after(int failed, Outage why) {
    long most =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(failed - 1, MOST_DOUBLINGS));
    Duration jittered = Duration.ofMillis(random.nextLong(most + 1));
    return longer(jittered, why.retryAfter().orElse(Duration.ZERO));
  }

  /**
   * A {@code Retry-After} as a span of time from now, at most a minute; empty where it is
   * unreadable.
   *
   * @param header seconds, or a date of RFC 9110
   */
  public static Optional<Duration> retryAfter(String header, Instant now) {
    return asked(header, now)
        .map(wait -> wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait);
  }

  private static Optional<Duration> asked(String header, Instant now) {
    if (header.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    try {
      Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(longer(Duration.between(now, until), Duration.ZERO));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
