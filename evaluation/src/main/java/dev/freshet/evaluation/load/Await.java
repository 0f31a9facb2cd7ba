package dev.freshet.evaluation.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls until something holds. */
public final class Await {
  private Await() {}

  /**
   * @param what for the message
   * @param every how long between two looks
   * @param atMost when to give up
   * @return nanoseconds waited
   * @throws IllegalStateException when it does not hold in time
   */
  public static long until(String what, Duration every, Duration atMost, BooleanSupplier holds) {
    long start = System.nanoTime();
    long deadline = start + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited " + atMost + " in vain until " + what);
      }
      LockSupport.parkNanos(every.toNanos());
    }
    return System.nanoTime() - start;
  }
}
