package dev.freshet.ingest.index;

import dev.freshet.common.document.Lane;
import dev.freshet.common.store.PassageWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Refreshes the store at once when it has had its rest, and no more often: so an idle line tells
 * within milliseconds, and a busy one tells many documents with one refresh. The rest is a multiple
 * of what the last refresh took, which bounds the share of time spent on refreshing.
 *
 * <p>Not thread-safe: shared by the tasks of one stream thread.
 */
final class Refresher {
  private static final int LIVE_REST = 9;
  private static final int BULK_REST = 19;
  private static final Duration BULK_INTERVAL = Duration.ofMillis(250);

  private final PassageWriter writer;
  private final LongSupplier nanoTime;
  private final int rest;
  private final long interval;
  private long refreshes;
  private long due;

  /**
   * @param lane live refreshes take at most a tenth of the time, bulk ones a twentieth and come at
   *     most every 250 ms
   * @param nanoTime such as System::nanoTime
   */
  Refresher(PassageWriter writer, Lane lane, LongSupplier nanoTime) {
    this.writer = writer;
    this.nanoTime = nanoTime;
    this.rest =
        switch (lane) {
          case LIVE -> LIVE_REST;
          case BULK -> BULK_REST;
        };
    this.interval =
        switch (lane) {
          case LIVE -> 0;
          case BULK -> BULK_INTERVAL.toNanos();
        };
    this.due = nanoTime.getAsLong();
  }

  /** Whether it has had its rest. */
  boolean due() {
    return nanoTime.getAsLong() - due >= 0;
  }

  /** Makes everything applied so far readable. */
  void refresh() {
    long start = nanoTime.getAsLong();
    writer.refresh();
    long end = nanoTime.getAsLong();
    refreshes++;
    due = end + Math.max(interval, rest * (end - start));
  }

  /** How many there were: what was applied while it was lower is readable. */
  long refreshes() {
    return refreshes;
  }
}
