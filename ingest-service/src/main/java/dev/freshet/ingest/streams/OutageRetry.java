package dev.freshet.ingest.streams;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Sees through outages: tries again, with growing and jittered waits, until it works or the thread
 * is interrupted. Endless on purpose: a document is never given up for a dependency's sake. Bounded
 * all the same, by the window that the work is in. Safe to use from several threads.
 */
public final class OutageRetry {
  /** The first wait. */
  static final Duration FIRST = Duration.ofMillis(100);

  /** The longest wait, whatever the dependency asks for. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  private final Telemetry telemetry;
  private final RandomGenerator random;
  private final Map<Object, String> waiting = new ConcurrentHashMap<>();

  /**
   * @param telemetry counts outages
   * @param random for jitter
   */
  public OutageRetry(Telemetry telemetry, RandomGenerator random) {
    this.telemetry = telemetry;
    this.random = random;
  }

  /**
   * What may fail for a while, or for good.
   *
   * @param <T> what it comes to
   */
  public interface Attempt<T> {
    /**
     * One attempt.
     *
     * @throws Refused when it will never work
     */
    T make() throws Refused;
  }

  /**
   * Makes attempts until one works.
   *
   * @throws Refused when an attempt does
   * @throws Outage the last one, when the thread is interrupted; its flag stays set
   */
  public <T> T call(Attempt<T> attempt) throws Refused {
    Object call = new Object();
    try {
      for (int failures = 0; ; failures++) {
        try {
          return attempt.make();
        } catch (Outage outage) {
          waiting.put(call, outage.getMessage());
          noteAndWait(outage, failures);
        }
      }
    } finally {
      // However it ended, this call waits no longer; others may.
      waiting.remove(call);
    }
  }

  private void noteAndWait(Outage outage, int failures) {
    telemetry.outage(outage.dependency());
    try {
      Thread.sleep(wait(outage, failures));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw outage;
    }
  }

  /** Half to all of the doubled wait; at least what the dependency asked for, within bounds. */
  Duration wait(Outage outage, int failures) {
    long doubled = FIRST.toMillis() << Math.min(failures, 16);
    long longest = Math.min(doubled, LONGEST.toMillis());
    long jittered = random.nextLong(longest / 2, longest + 1);
    long asked = outage.retryAfter().orElse(Duration.ZERO).toMillis();
    return Duration.ofMillis(Math.min(LONGEST.toMillis(), Math.max(jittered, asked)));
  }

  /** What does not answer at the moment; empty where all does. */
  public Optional<String> trouble() {
    return waiting.values().stream().findAny();
  }
}
