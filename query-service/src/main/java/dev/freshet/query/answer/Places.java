package dev.freshet.query.answer;

import dev.freshet.query.exchange.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets so many answers be written at once, and so many wait, in the order they came. */
final class Places {
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int mostWaiting;

  Places(int atOnce, int waiting) {
    this.free = new Semaphore(atOnce, true);
    this.mostWaiting = waiting;
  }

  /** To be given back by closing it, once. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a place.
   *
   * @throws Problem 503 where too many wait, 504 where none is free in time
   */
  Place take(Deadline deadline) {
    if (free.tryAcquire()) {
      return free::release;
    }
    try {
      if (waiting.incrementAndGet() > mostWaiting) {
        throw Problem.of(503, "Busy", "too many answers are being written: try again")
            .withHeader("Retry-After", "2");
      }
      if (!free.tryAcquire(Math.max(0, deadline.left().toMillis()), TimeUnit.MILLISECONDS)) {
        throw deadline.over();
      }
      return free::release;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.stopping();
    } finally {
      waiting.decrementAndGet();
    }
  }
}
