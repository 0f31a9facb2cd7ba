package dev.freshet.ingest.index;

import dev.freshet.common.document.Lane;
import dev.freshet.common.store.PassageWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Refreshes the store at once while it has credit, so an idle line tells within milliseconds, and
 * when it has earned enough again otherwise, so a busy one tells many documents with one refresh.
 * Credit is time: refreshing spends it, the clock earns it at the lane's share, up to a cap that
 * lets slow refreshes pass without the next document having to wait for them.
 *
 * <p>Not thread-safe: shared by the tasks of one stream thread.
 */
final class Refresher {
  /** Live refreshes take at most a tenth of the time in the long run, bulk ones a fortieth. */
  private static final int LIVE_SHARE = 10;

  private static final int BULK_SHARE = 40;
  private static final Duration BULK_INTERVAL = Duration.ofMillis(250);
  private static final long CAP = Duration.ofMillis(400).toNanos();

  /** A refresh that cost much is not paid for in full: nobody is to wait that long for the next. */
  private static final long LIVE_WAIT_AT_MOST = Duration.ofMillis(100).toNanos();

  private static final long BULK_WAIT_AT_MOST = Duration.ofSeconds(1).toNanos();

  private final PassageWriter writer;
  private final LongSupplier nanoTime;
  private final int share;
  private final long interval;
  private final long longestWait;
  private long refreshes;
  private long credit = CAP;
  private long earned;
  private long notBefore;

  /**
   * @param lane bulk and slow refreshes come at most every 250 ms
   * @param nanoTime such as System::nanoTime
   */
  Refresher(PassageWriter writer, Lane lane, LongSupplier nanoTime) {
    this.writer = writer;
    this.nanoTime = nanoTime;
    this.share =
        switch (lane) {
          case LIVE -> LIVE_SHARE;
          case BULK, SLOW -> BULK_SHARE;
        };
    this.interval =
        switch (lane) {
          case LIVE -> 0;
          case BULK, SLOW -> BULK_INTERVAL.toNanos();
        };
    this.longestWait =
        switch (lane) {
          case LIVE -> LIVE_WAIT_AT_MOST;
          case BULK, SLOW -> BULK_WAIT_AT_MOST;
        };
    this.earned = nanoTime.getAsLong();
    this.notBefore = earned;
  }

  /** Whether it has credit. */
  boolean due() {
    long now = nanoTime.getAsLong();
    earn(now);
    return credit > 0 && now - notBefore >= 0;
  }

  private void earn(long now) {
    credit = Math.min(CAP, credit + (now - earned) / share);
    earned = now;
  }

  /** Makes everything applied so far readable. */
  void refresh() {
    long start = nanoTime.getAsLong();
    earn(start);
    writer.refresh();
    long end = nanoTime.getAsLong();
    earned = end;
    refreshes++;
    credit = Math.max(credit - (end - start), -longestWait / share);
    notBefore = end + interval;
  }

  /** How many there were: what was applied while it was lower is readable. */
  long refreshes() {
    return refreshes;
  }
}
