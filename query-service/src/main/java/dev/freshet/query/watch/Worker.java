package dev.freshet.query.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for work that goes on until it is closed. */
final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param name of the thread
   * @param work looks at {@link #goesOn} again and again, and waits by {@link #pause} alone
   */
  Worker(String name, Runnable work) {
    thread = Thread.ofPlatform().name(name).unstarted(work);
  }

  void start() {
    thread.start();
  }

  /** Whether it is not to end yet. */
  boolean goesOn() {
    return stop.getCount() > 0;
  }

  /** Waits so long, less where it is to end; an interrupt ends it. */
  void pause(Duration time) {
    try {
      boolean _ = stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** Has it end, and waits a moment for that. */
  @Override
  public void close() {
    stop.countDown();
    try {
      if (thread.isAlive() && !thread.join(PARTING)) {
        LOG.warn("the thread {} did not end in {} s", thread.getName(), PARTING.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
