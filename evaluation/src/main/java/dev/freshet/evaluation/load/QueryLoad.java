package dev.freshet.evaluation.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Clients that ask one question after the other without pause. */
public final class QueryLoad {
  private QueryLoad() {}

  /**
   * What a load came to.
   *
   * @param clients how many asked at once
   * @param whole the whole answer
   * @param besideEmbedding without the query's own embedding
   * @param besideStore without the store either: what the service itself adds, and the client
   * @param perSecond answers a second over all clients
   */
  public record Outcome(
      int clients,
      Percentiles whole,
      Percentiles besideEmbedding,
      Percentiles besideStore,
      double perSecond) {}

  /**
   * Asks for the given time.
   *
   * @throws IllegalStateException when a question was not answered
   */
  public static Outcome run(SearchApi api, List<String> questions, int clients, Duration time) {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<SearchApi.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<SearchApi.Answer>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(() -> ask(api, questions, next, end)));
      }
      for (Future<List<SearchApi.Answer>> one : all) {
        answers.addAll(one.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question was not answered", e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        clients,
        percentiles(answers, SearchApi.Answer::millis),
        percentiles(answers, SearchApi.Answer::besideEmbedding),
        percentiles(answers, SearchApi.Answer::besideStore),
        answers.size() / seconds);
  }

  private static List<SearchApi.Answer> ask(
      SearchApi api, List<String> questions, AtomicInteger next, long end) {
    List<SearchApi.Answer> answers = new ArrayList<>();
    while (System.nanoTime() < end) {
      answers.add(api.search(questions.get(next.getAndIncrement() % questions.size()), 10));
    }
    return answers;
  }

  private static Percentiles percentiles(
      List<SearchApi.Answer> answers, Function<SearchApi.Answer, Double> figure) {
    return Percentiles.of(answers.stream().map(figure).toList());
  }
}
