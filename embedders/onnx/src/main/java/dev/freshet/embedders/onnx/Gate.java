package dev.freshet.embedders.onnx;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps native code from being freed under those who run it, which would kill the process: work
 * passes under a read lock, shutting waits for it under the write lock, and who comes later is
 * turned away.
 */
final class Gate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean shut;

  /**
   * @throws IllegalStateException when shut
   */
  <T> T pass(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (shut) {
        throw new IllegalStateException("the embedder is closed");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs the release once, when nobody is inside; later calls do nothing. */
  void shut(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!shut) {
        shut = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
