package dev.freshet.common.scheduling;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for work that goes on until it is closed. */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private final Duration parting;

  /**
   * One that is given 5 s to end.
   *
   * @param name of the thread
   * @param work looks at {@link #goesOn} again and again, and waits by {@link #pause}
   */
  public Worker(String name, Runnable work) {
    this(name, PARTING, work);
  }

  /**
   * @param parting how long {@link #close} waits for its end
   */
  public Worker(String name, Duration parting, Runnable work) {
    this.thread = Thread.ofPlatform().name(name).unstarted(work);
    this.parting = parting;
  }

  /** Begins; to be called once. */
  public void start() {
    thread.start();
  }

  /** Whether it is not to end yet. */
  public boolean goesOn() {
    return stop.getCount() > 0;
  }

  /** Waits so long, less where it is to end; an interrupt ends it. */
  public void pause(Duration time) {
    try {
      boolean _ = stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** Has it end, and does not wait for that. */
  public void stop() {
    stop.countDown();
  }

  /** Has it end, and waits a moment for that. */
  @Override
  public void close() {
    stop();
    try {
      if (thread.isAlive() && !thread.join(parting)) {
        LOG.warn("the thread {} did not end in {} s", thread.getName(), parting.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
