package dev.freshet.standalone.up;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM: the first asks for an orderly end, the second ends at once. A shutdown hook
 * would not do: it cannot see the second signal, and native libraries die when closed in one.
 */
@SuppressWarnings("sunapi")
final class Signals {
  private static final int KILLED_BY_CTRL_C = 130;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger count = new AtomicInteger();

  /** Takes the process's signals from here on. */
  static Signals take() {
    var signals = new Signals();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(new Signal(name), _ -> signals.arrived());
    }
    return signals;
  }

  private void arrived() {
    if (count.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(KILLED_BY_CTRL_C);
    }
    asked.countDown();
  }

  /** Whether the end was asked for, waiting for it at most so long. */
  boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits for as long as it takes. */
  void await() throws InterruptedException {
    asked.await();
  }
}
