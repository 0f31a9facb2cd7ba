package dev.freshet.query.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: holds so many, gets so many a second, and gives one at a time. Its owner guards
 * it. A clock that goes back gives nothing and takes nothing.
 */
final class Bucket {
  private static final double NANOS = 1e9;

  private double tokens;
  private Instant at;

  /** Full. */
  Bucket(int size, Instant now) {
    this.tokens = size;
    this.at = now;
  }

  /** Takes a token where there is one. */
  boolean take(double perSecond, int size, Instant now) {
    fill(perSecond, size, now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** How many there are. */
  int left(double perSecond, int size, Instant now) {
    fill(perSecond, size, now);
    return (int) Math.floor(tokens);
  }

  /** How long until there is one; as of the last call. */
  Duration untilOne(double perSecond) {
    return seconds(Math.max(0, 1 - tokens) / perSecond);
  }

  /** How long until it is full; as of the last call. */
  Duration untilFull(double perSecond, int size) {
    return seconds(Math.max(0, size - tokens) / perSecond);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
  }

  private void fill(double perSecond, int size, Instant now) {
    Duration since = Duration.between(at, now);
    if (since.isPositive()) {
      double more = (since.toSeconds() + since.toNanosPart() / NANOS) * perSecond;
      tokens = Math.min(size, tokens + more);
    }
    tokens = Math.min(size, tokens);
    at = now;
  }
}
