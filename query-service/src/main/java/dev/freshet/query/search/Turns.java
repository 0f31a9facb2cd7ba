package dev.freshet.query.search;

import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many searches work at once as can be worked on, the others in the order they came. A
 * search that has its vector is then finished at once, instead of sharing the processors with
 * embeddings that began after it.
 */
final class Turns {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Semaphore turns;

  /**
   * @param atOnce at least 1
   */
  Turns(int atOnce) {
    turns = new Semaphore(atOnce, true);
  }

  /** To be given back by closing it. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @throws Problem 503 when none comes in 30 s
   */
  Turn take() {
    try {
      if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw Problem.of(503, "Busy", "too many searches are waiting: try again")
            .withHeader("Retry-After", "1");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.stopping();
    }
    return turns::release;
  }
}
