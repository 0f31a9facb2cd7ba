package dev.freshet.query.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves when it is told to. */
final class MovingClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-07-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void move(Duration by) {
    now = now.plus(by);
  }
}
