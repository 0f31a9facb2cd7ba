package dev.freshet.ingest.index;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Removes passages whose end was told at least the retention ago: no reader still reads as of
 * before. Not thread-safe: shared by the tasks of one stream thread.
 */
final class Sweeper {
  /** A passage is kept for at most so much more of the retention. */
  private static final int SAMPLES = 4;

  private final PassageWriter writer;
  private final long retention;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private ReadPoint told = ReadPoint.START;
  private long nextSample;

  private record Sample(long nanos, ReadPoint told) {}

  /**
   * @param retention how long ended passages stay
   * @param nanoTime such as System::nanoTime
   */
  Sweeper(PassageWriter writer, Duration retention, LongSupplier nanoTime) {
    this.writer = writer;
    this.retention = retention.toNanos();
    this.nanoTime = nanoTime;
    this.nextSample = nanoTime.getAsLong();
  }

  /** Everything up to here is told. */
  void told(Position input) {
    told = told.advancedTo(input);
  }

  /** Sweeps when it is time. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (now - nextSample < 0) {
      return;
    }
    nextSample = now + retention / SAMPLES;
    samples.addLast(new Sample(now, told));
    ReadPoint old = null;
    while (now - samples.getFirst().nanos() >= retention) {
      old = samples.removeFirst().told();
    }
    if (old != null && !old.equals(ReadPoint.START)) {
      writer.sweep(old);
    }
  }
}
