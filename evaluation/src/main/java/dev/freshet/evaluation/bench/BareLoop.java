package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.failure.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The physical limit: the model over the same strings on the same number of threads, and nothing
 * else.
 */
final class BareLoop {
  private BareLoop() {}

  /**
   * Embeds every string once.
   *
   * @return seconds
   */
  static double run(Embedder embedder, List<String> embedded) {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < embedder.callers(); i++) {
      threads.add(Thread.ofPlatform().start(() -> work(embedder, embedded, next)));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void work(Embedder embedder, List<String> embedded, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < embedded.size(); i = next.getAndIncrement()) {
      try {
        embedder.embed(List.of(embedded.get(i)), Purpose.PASSAGE);
      } catch (Refused e) {
        throw new IllegalStateException("the model in this process refuses nothing", e);
      }
    }
  }
}
