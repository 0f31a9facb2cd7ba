package dev.freshet.ingest.parse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The children that read a file just now. One that has done so for a quarter of the deadline is
 * late: it may well not come back, and somebody is told. After half of it the child gives way to
 * all others.
 */
final class Lent {
  private static final int LATE_SHARE = 4;
  private static final int TIRED_SHARE = 2;

  private final ScheduledExecutorService clock;
  private final Runnable someLate;
  private final long lateNanos;
  private final long tiredNanos;
  private final Map<ParserChildProcess, Loan> loans = new ConcurrentHashMap<>();

  private record Loan(long since, List<ScheduledFuture<?>> alarms) {}

  /**
   * @param deadline for one file
   * @param someLate told each time that one has become late
   */
  Lent(Duration deadline, ScheduledExecutorService clock, Runnable someLate) {
    this.clock = clock;
    this.someLate = someLate;
    this.lateNanos = deadline.toNanos() / LATE_SHARE;
    this.tiredNanos = deadline.toNanos() / TIRED_SHARE;
  }

  /** It begins a file. */
  void lend(ParserChildProcess child) {
    try {
      loans.put(
          child,
          new Loan(
              System.nanoTime(),
              List.of(
                  clock.schedule(someLate, lateNanos, TimeUnit.NANOSECONDS),
                  clock.scheduleWithFixedDelay(
                      child::tire, tiredNanos, lateNanos, TimeUnit.NANOSECONDS))));
    } catch (RejectedExecutionException _) {
      // Closed: it is being killed.
    }
  }

  /** It has done with its file, or is gone. */
  void end(ParserChildProcess child) {
    Loan loan = loans.remove(child);
    if (loan != null) {
      loan.alarms().forEach(alarm -> alarm.cancel(false));
    }
  }

  /** How many read a file now. */
  int count() {
    return loans.size();
  }

  /** How many are late. */
  long late() {
    long now = System.nanoTime();
    return loans.values().stream().filter(loan -> now - loan.since() >= lateNanos).count();
  }
}
