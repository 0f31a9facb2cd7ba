package dev.freshet.standalone.process;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM: the first asks for an orderly end, the second ends at once. A shutdown hook
 * would not do: it cannot see the second signal, and native libraries die when closed in one. The
 * JDK's class for signals is reached by name, as Kafka does: javac warns of it and cannot be told
 * otherwise.
 */
public final class Signals {
  private static final int KILLED_BY_CTRL_C = 130;
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger count = new AtomicInteger();

  /** Takes the process's signals from here on. */
  public static Signals take() {
    var signals = new Signals();
    try {
      for (String name : new String[] {"INT", "TERM"}) {
        signals.handle(name);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
    }
    return signals;
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object arrival =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handler},
            (_, method, _) -> {
              if (method.getName().equals("handle")) {
                arrived();
              }
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), arrival);
  }

  private void arrived() {
    if (count.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(KILLED_BY_CTRL_C);
    }
    asked.countDown();
    endInTime();
  }

  /** Whether the end was asked for, waiting for it at most so long. */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits for as long as it takes. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /** Ends the process though a part hangs: the data survives that, people's patience does not. */
  public static void endInTime() {
    Thread.ofPlatform()
        .daemon()
        .name("freshet-end")
        .start(
            () -> {
              try {
                Thread.sleep(END_WITHIN);
              } catch (InterruptedException _) {
                return;
              }
              Runtime.getRuntime().halt(1);
            });
  }
}
