package dev.freshet.query.generations;

import dev.freshet.query.flow.Backlog;
import java.util.OptionalDouble;

/**
 * How long a build will take, by its mean speed since this process first looked. Used by one thread
 * at a time.
 */
final class Estimate {
  private static final double LEAST_SECONDS = 1;

  private final Backlog.Progress began;
  private final long beganNanos;

  Estimate(Backlog.Progress now, long nanos) {
    this.began = now;
    this.beganNanos = nanos;
  }

  /** In seconds; empty where nothing was done yet by which to tell. */
  OptionalDouble secondsLeft(Backlog.Progress now, long nanos) {
    long left = now.total() - now.done();
    if (left <= 0) {
      return OptionalDouble.of(0);
    }
    double seconds = (nanos - beganNanos) / 1e9;
    long done = now.done() - began.done();
    return done <= 0 || seconds < LEAST_SECONDS
        ? OptionalDouble.empty()
        : OptionalDouble.of(left * seconds / done);
  }
}
