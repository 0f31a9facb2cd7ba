package dev.freshet.query.freshness;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.ReadPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * How far everything has come. One thread observes and publishes; many read and wait, woken by each
 * step and never by a clock.
 */
final class Watermarks {
  /**
   * A moment.
   *
   * @param point as of what readers read
   * @param marks the last offset that came out, by source partition
   */
  record State(ReadPoint point, Map<LogPartition, Long> marks) {
    State {
      marks = Map.copyOf(marks);
    }

    /** The last offset of a source partition that came out; -1 where none did. */
    long mark(LogPartition source) {
      return marks.getOrDefault(source, -1L);
    }
  }

  private final Map<LogPartition, Long> inputs = new HashMap<>();
  private final Map<LogPartition, Long> marks = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile State state = new State(ReadPoint.START, Map.of());
  private volatile boolean open;

  /** Takes an event in; nobody sees it before {@link #publish}. Never moves back. */
  void observe(IndexEvent event) {
    advance(inputs, event.input());
    advance(marks, event.origin().version().position());
  }

  private static void advance(Map<LogPartition, Long> offsets, Position position) {
    offsets.merge(position.log(), position.offset(), Math::max);
  }

  /** Shows what was observed, all at once. */
  void publish() {
    wake(() -> state = new State(new ReadPoint(inputs), marks));
  }

  /** From now on answers may be given. */
  void open() {
    wake(() -> open = true);
  }

  private void wake(Runnable change) {
    lock.lock();
    try {
      change.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return open;
  }

  State state() {
    return state;
  }

  /**
   * Waits for a state, at most so long; the newest state is returned whether it holds or not.
   *
   * @throws InterruptedException when the waiting thread is to end
   */
  State await(Predicate<State> wanted, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!wanted.test(state) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** The longest wait that this class can express. */
  static long nanos(java.time.Duration wait) {
    return TimeUnit.NANOSECONDS.convert(wait);
  }
}
