package dev.freshet.common.ranking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Chooses passages that do not repeat each other: maximal marginal relevance (Carbonell and
 * Goldstein, SIGIR 1998). The next one chosen has the greatest {@code lambda * relevance - (1 -
 * lambda) * likeness}, likeness being the greatest overlap of its words with those of one chosen
 * before: how many both have by how many either has (Jaccard).
 *
 * @param lambda 0 to 1; at 1 only relevance counts
 */
public record Diversity(double lambda) {

  /**
   * @throws IllegalArgumentException when lambda is out of range
   */
  public Diversity {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda is " + lambda + ": give 0 to 1");
    }
  }

  /**
   * The same items in another order: those chosen, then the rest as they were.
   *
   * @param items best first
   * @param relevance 0 to 1
   * @param words of an item, whatever their order
   * @param most how many are chosen at most
   */
  public <T> List<T> order(
      List<T> items,
      ToDoubleFunction<T> relevance,
      Function<T, ? extends Collection<String>> words,
      int most) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Left<T>> left = new ArrayList<>();
    for (T item : items) {
      left.add(
          new Left<>(item, relevance.applyAsDouble(item), numbered(words.apply(item), numbers)));
    }
    List<T> order = new ArrayList<>(items.size());
    while (order.size() < most && !left.isEmpty()) {
      Left<T> next = next(left);
      left.remove(next);
      order.add(next.item);
      left.forEach(other -> other.likeness = Math.max(other.likeness, other.overlap(next)));
    }
    left.forEach(rest -> order.add(rest.item));
    return order;
  }

  private static int[] numbered(Collection<String> words, Map<String, Integer> numbers) {
    return words.stream()
        .mapToInt(word -> numbers.computeIfAbsent(word, _ -> numbers.size()))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Of equal ones the first. */
  private <T> Left<T> next(List<Left<T>> left) {
    Left<T> best = left.getFirst();
    for (Left<T> one : left) {
      if (one.worth(lambda) > best.worth(lambda)) {
        best = one;
      }
    }
    return best;
  }

  /** One that is not chosen yet. */
  private static final class Left<T> {
    private final T item;
    private final double relevance;
    private final int[] words;
    private double likeness;

    Left(T item, double relevance, int[] words) {
      this.item = item;
      this.relevance = relevance;
      this.words = words;
    }

    double worth(double lambda) {
      return lambda * relevance - (1 - lambda) * likeness;
    }

    double overlap(Left<T> other) {
      int both = 0;
      for (int i = 0, j = 0; i < words.length && j < other.words.length; ) {
        int order = Integer.compare(words[i], other.words[j]);
        both += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
      int either = words.length + other.words.length - both;
      return either == 0 ? 0 : (double) both / either;
    }
  }
}
