package dev.freshet.query.dashboard;

import dev.freshet.common.telemetry.Distribution;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Counts times in buckets of which each is a tenth wider than the one before, from a millisecond to
 * an hour. Not safe to use from several threads.
 */
final class Tally {
  private static final double FIRST = .001;
  private static final double LAST = 3600;
  private static final double WIDER = 1.1;
  private static final double MICROS = 1e6;
  private static final double[] UP_TO =
      DoubleStream.iterate(FIRST, bound -> bound < LAST * WIDER, bound -> bound * WIDER).toArray();

  private final long[] counts = new long[UP_TO.length + 1];

  void add(long micros) {
    int found = Arrays.binarySearch(UP_TO, Math.max(0, micros) / MICROS);
    counts[found < 0 ? -found - 1 : found]++;
  }

  Distribution state() {
    return Distribution.of(UP_TO, counts);
  }
}
