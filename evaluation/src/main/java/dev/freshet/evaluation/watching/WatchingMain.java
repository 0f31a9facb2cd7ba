package dev.freshet.evaluation.watching;

import dev.freshet.common.embed.Vector;
import dev.freshet.query.watch.matching.QueryIndex;
import dev.freshet.query.watch.matching.StandingQuery;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Measures the index of queries: one new passage against 1, 1,000 and 10,000 standing queries, and
 * the same by asking one query after the other. Made-up unit vectors of 384 dimensions; words by
 * Zipf's law, 120 distinct ones a passage and 5 a query, so that frequent words have long postings.
 * Told is the processor's time, which other programs on the machine disturb least.
 */
public final class WatchingMain {
  private static final int DIMENSION = 384;
  private static final int VOCABULARY = 30_000;
  private static final int PASSAGES = 300;
  private static final int[] QUERIES = {1, 1000, 10_000};

  private final Random random = new Random(4711);
  private long found;

  private record Passage(Vector vector, Set<String> terms) {}

  private WatchingMain() {}

  /** Prints a line for each number of queries. */
  public static void main(String[] arguments) {
    new WatchingMain().run();
  }

  private void run() {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      passages.add(new Passage(vector(), words(120)));
    }
    for (int count : QUERIES) {
      measure(count, passages);
    }
    System.out.println("(" + found + " matches in all)");
  }

  private void measure(int count, List<Passage> passages) {
    var index = new QueryIndex<Integer>(DIMENSION);
    List<StandingQuery> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queries.add(new StandingQuery(Optional.of(vector()), words(5), .6));
      index.add(i, queries.getLast());
    }
    double[] indexed = new double[PASSAGES];
    double[] looped = new double[PASSAGES];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < PASSAGES; i++) {
        Passage passage = passages.get(i);
        long start = cpu();
        found += index.matches(passage.vector(), passage.terms()).size();
        long middle = cpu();
        found += oneByOne(queries, passage);
        looped[i] = (cpu() - middle) / 1e6;
        indexed[i] = (middle - start) / 1e6;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%,d queries: %.4f ms a passage by the index (p95 %.4f), %.4f ms by asking each (p95"
            + " %.4f)%n",
        count,
        at(indexed, .5),
        at(indexed, .95),
        at(looped, .5),
        at(looped, .95));
  }

  private static int oneByOne(List<StandingQuery> queries, Passage passage) {
    int met = 0;
    for (StandingQuery query : queries) {
      double cosine = query.vector().map(own -> own.dot(passage.vector())).orElse(0.0);
      met += query.score(cosine, query.share(passage.terms())) >= query.minScore() ? 1 : 0;
    }
    return met;
  }

  private static double at(double[] times, double share) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Vector vector() {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vector.normalised(values);
  }

  /** The word of rank r comes about as often as 1 / r. */
  private Set<String> words(int count) {
    Set<String> words = new HashSet<>();
    while (words.size() < count) {
      words.add("word" + (int) Math.pow(VOCABULARY, random.nextDouble()));
    }
    return words;
  }
}
