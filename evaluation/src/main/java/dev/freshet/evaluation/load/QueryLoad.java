package dev.freshet.evaluation.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask one question after the other without pause. */
public final class QueryLoad {
  private QueryLoad() {}

  /**
   * What a load came to.
   *
   * @param clients how many asked at once
   * @param whole the whole answer
   * @param besideEmbedding without the query's own embedding
   * @param perSecond answers a second over all clients
   */
  public record Outcome(
      int clients, Percentiles whole, Percentiles besideEmbedding, double perSecond) {}

  /** Asks for the given time. */
  public static Outcome run(SearchApi api, List<String> questions, int clients, Duration time) {
    ConcurrentLinkedQueue<SearchApi.Answer> answers = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (System.nanoTime() < end) {
                      answers.add(
                          api.search(questions.get(next.getAndIncrement() % questions.size()), 10));
                    }
                  }));
    }
    threads.forEach(QueryLoad::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        clients,
        Percentiles.of(answers.stream().map(SearchApi.Answer::millis).toList()),
        Percentiles.of(answers.stream().map(SearchApi.Answer::besideEmbedding).toList()),
        answers.size() / seconds);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
