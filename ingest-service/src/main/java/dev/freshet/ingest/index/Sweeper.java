package dev.freshet.ingest.index;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Removes passages whose end was told at least the retention ago: no reader still reads as of
 * before. And forgets tombstones that are older than any write that can still arrive. Not
 * thread-safe: shared by the tasks of one stream thread.
 */
final class Sweeper {
  /** A passage is kept for at most so much more of the retention. */
  private static final int SAMPLES = 4;

  private static final Duration TOMBSTONES_EVERY = Duration.ofHours(1);

  private final PassageWriter writer;
  private final long retention;
  private final Duration tombstones;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private ReadPoint told = ReadPoint.START;
  private long nextSample;
  private long nextTombstones;

  private record Sample(long nanos, ReadPoint told) {}

  /**
   * @param retention how long ended passages stay
   * @param tombstones how long deletions are remembered
   * @param clock that they are dated by
   * @param nanoTime such as System::nanoTime
   */
  Sweeper(
      PassageWriter writer,
      Duration retention,
      Duration tombstones,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.writer = writer;
    this.retention = retention.toNanos();
    this.tombstones = tombstones;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nextSample = nanoTime.getAsLong();
    this.nextTombstones = nextSample;
  }

  /** Everything up to here is told. */
  void told(Position input) {
    told = told.advancedTo(input);
  }

  /** Sweeps when it is time. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (now - nextTombstones >= 0) {
      nextTombstones = now + Math.min(TOMBSTONES_EVERY.toNanos(), tombstones.toNanos());
      writer.sweepTombstones(clock.instant().minus(tombstones));
    }
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
