package dev.freshet.query.objective;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Documents by the minute in which they became retrievable, for as long as the longest window. Safe
 * to use from several threads.
 */
final class Minutes {
  private static final int SLOTS = (int) Window.longest().minutes() + 1;

  private final long[] minute = new long[SLOTS];
  private final int[] documents = new int[SLOTS];
  private final int[] late = new int[SLOTS];

  /**
   * What a window holds.
   *
   * @param documents that became retrievable in it
   * @param late those of them that took too long
   */
  record Sum(long documents, long late) {
    /** The share that was late; 0 of none. */
    double badShare() {
      return documents == 0 ? 0 : (double) late / documents;
    }
  }

  Minutes() {
    Arrays.fill(minute, Long.MIN_VALUE);
  }

  synchronized void add(Instant at, boolean kept) {
    long which = minute(at);
    int slot = (int) Math.floorMod(which, (long) SLOTS);
    if (minute[slot] < which) {
      minute[slot] = which;
      documents[slot] = 0;
      late[slot] = 0;
    }
    // One of before what the slot stands for now is older than every window.
    if (minute[slot] == which) {
      documents[slot]++;
      late[slot] += kept ? 0 : 1;
    }
  }

  /** Of a window that ends with the minute under way. */
  synchronized Sum sum(Window window, Instant now) {
    long last = minute(now);
    long sumDocuments = 0;
    long sumLate = 0;
    for (long which = last - window.minutes() + 1; which <= last; which++) {
      int slot = (int) Math.floorMod(which, (long) SLOTS);
      if (minute[slot] == which) {
        sumDocuments += documents[slot];
        sumLate += late[slot];
      }
    }
    return new Sum(sumDocuments, sumLate);
  }

  private static long minute(Instant time) {
    return Duration.between(Instant.EPOCH, time).toMinutes();
  }
}
