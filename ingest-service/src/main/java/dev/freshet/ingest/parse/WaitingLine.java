package dev.freshet.ingest.parse;

import dev.freshet.common.document.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where files wait for something free: live before bulk, but while both wait every eighth goes to
 * bulk, so that it never starves.
 *
 * @param <T> what is waited for
 */
final class WaitingLine<T> {
  /** Of so many handed out while both lanes wait, one goes to bulk. */
  static final int BULK_EVERY = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<T> free = new ArrayDeque<>();
  private final Deque<Waiter> live = new ArrayDeque<>();
  private final Deque<Waiter> bulk = new ArrayDeque<>();
  private int sinceBulk;
  private RuntimeException closed;

  private final class Waiter {
    private final Condition served = lock.newCondition();
    private T got;
    private RuntimeException refused;
  }

  /** Gives something free to whoever is next, or keeps it; false where the line is closed. */
  boolean offer(T item) {
    lock.lock();
    try {
      if (closed != null) {
        return false;
      }
      Waiter next = next();
      if (next == null) {
        free.addLast(item);
      } else {
        next.got = item;
        next.served.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Waiter next() {
    boolean both = !live.isEmpty() && !bulk.isEmpty();
    if (live.isEmpty() || (both && sinceBulk >= BULK_EVERY - 1)) {
      sinceBulk = 0;
      return bulk.pollFirst();
    }
    sinceBulk += both ? 1 : 0;
    return live.pollFirst();
  }

  /**
   * Waits for something free.
   *
   * @return empty when the time is up
   * @throws RuntimeException what {@link #refuse} or {@link #close} gave
   */
  Optional<T> take(Lane lane, Duration patience) throws InterruptedException {
    long nanos = Math.max(1, TimeUnit.NANOSECONDS.convert(patience));
    lock.lockInterruptibly();
    try {
      if (closed != null) {
        throw closed;
      }
      T item = free.pollFirst();
      if (item != null) {
        return Optional.of(item);
      }
      Waiter waiter = new Waiter();
      Deque<Waiter> line = lane == Lane.LIVE ? live : bulk;
      line.addLast(waiter);
      try {
        while (waiter.got == null && waiter.refused == null && nanos > 0) {
          nanos = waiter.served.awaitNanos(nanos);
        }
      } catch (InterruptedException e) {
        giveBack(waiter);
        throw e;
      } finally {
        line.remove(waiter);
      }
      if (waiter.refused != null) {
        throw waiter.refused;
      }
      return Optional.ofNullable(waiter.got);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Waiter waiter) {
    if (waiter.got != null) {
      offer(waiter.got);
    }
  }

  /** Takes out something free that nobody waits for; empty where there is none. */
  Optional<T> takeFree() {
    lock.lock();
    try {
      return Optional.ofNullable(free.pollFirst());
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return live.size() + bulk.size();
    } finally {
      lock.unlock();
    }
  }

  /** Sends all who wait away. */
  void refuse(RuntimeException why) {
    lock.lock();
    try {
      for (Deque<Waiter> line : java.util.List.of(live, bulk)) {
        for (Waiter waiter = line.pollFirst(); waiter != null; waiter = line.pollFirst()) {
          waiter.refused = why;
          waiter.served.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends away all who wait and all who will come. */
  void close(RuntimeException why) {
    lock.lock();
    try {
      closed = why;
      refuse(why);
    } finally {
      lock.unlock();
    }
  }
}
