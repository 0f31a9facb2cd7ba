package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast records of a source partition come out while some wait: of its watermark over the last
 * minute, without the time in which there was nothing to do. Safe to use from several threads.
 */
final class Pace {
  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long STEP_NANOS = WINDOW_NANOS / 120;
  private static final double LEAST_SECONDS = 1;

  private final Map<LogPartition, Deque<Sample>> samples = new HashMap<>();

  /** How far a partition was, and whether records of it waited. */
  private record Sample(long mark, boolean busy, long nanos) {}

  /**
   * Takes in how far a partition is.
   *
   * @param mark the last offset that came out
   * @param busy whether records behind it wait
   * @param nanos as {@link System#nanoTime} tells it
   */
  synchronized void note(LogPartition log, long mark, boolean busy, long nanos) {
    Deque<Sample> seen = samples.computeIfAbsent(log, _ -> new ArrayDeque<>());
    while (!seen.isEmpty() && nanos - seen.getFirst().nanos() > WINDOW_NANOS) {
      seen.removeFirst();
    }
    if (seen.isEmpty() || nanos - seen.getLast().nanos() >= STEP_NANOS) {
      seen.addLast(new Sample(mark, busy, nanos));
    }
  }

  /** Records a second; empty where too little was seen to tell, or where nothing comes out. */
  synchronized OptionalDouble perSecond(LogPartition log) {
    long records = 0;
    long nanos = 0;
    Sample before = null;
    for (Sample sample : samples.getOrDefault(log, new ArrayDeque<>())) {
      if (before != null && before.busy()) {
        records += sample.mark() - before.mark();
        nanos += sample.nanos() - before.nanos();
      }
      before = sample;
    }
    double seconds = nanos / 1e9;
    return records <= 0 || seconds < LEAST_SECONDS
        ? OptionalDouble.empty()
        : OptionalDouble.of(records / seconds);
  }
}
