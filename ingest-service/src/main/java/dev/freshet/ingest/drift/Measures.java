package dev.freshet.ingest.drift;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How far a window is from its reference; not a number where nothing was compared yet.
 *
 * @param language Jensen-Shannon divergence of the languages, 0 to 1 (Lin 1991, base 2)
 * @param length the same of the documents' lengths in tokens, by powers of two
 * @param embedding one less the cosine of the mean vectors, 0 to 2
 * @param vocabulary share of the window's words that the reference has not, 0 to 1
 */
record Measures(double language, double length, double embedding, double vocabulary) {
  static final Measures NONE = new Measures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  static Measures between(Collection<Window> reference, Window window) {
    return new Measures(
        divergence(sum(reference, Window::languages), window.languages()),
        divergence(sum(reference, Window::lengths), window.lengths()),
        distance(centroid(reference), window.centroids()),
        window.unknown());
  }

  private static <K> Map<K, Integer> sum(
      Collection<Window> windows, Function<Window, Map<K, Integer>> counts) {
    Map<K, Integer> sum = new HashMap<>();
    windows.forEach(w -> counts.apply(w).forEach((key, n) -> sum.merge(key, n, Integer::sum)));
    return sum;
  }

  /** 0 where they are alike, 1 where they have nothing in common. */
  static <K> double divergence(Map<K, Integer> one, Map<K, Integer> other) {
    double all = one.values().stream().mapToInt(Integer::intValue).sum();
    double others = other.values().stream().mapToInt(Integer::intValue).sum();
    Set<K> keys = new HashSet<>(one.keySet());
    keys.addAll(other.keySet());
    double divergence = 0;
    for (K key : keys) {
      double p = one.getOrDefault(key, 0) / all;
      double q = other.getOrDefault(key, 0) / others;
      double mean = (p + q) / 2;
      divergence += (part(p, mean) + part(q, mean)) / 2;
    }
    return Math.clamp(divergence, 0, 1);
  }

  private static double part(double p, double mean) {
    return p == 0 ? 0 : p * Math.log(p / mean) / Math.log(2);
  }

  private static double[] centroid(Collection<Window> windows) {
    double[] sum = {};
    for (Window window : windows) {
      sum = sum.length == 0 ? new double[window.centroids().length] : sum;
      for (int i = 0; i < Math.min(sum.length, window.centroids().length); i++) {
        sum[i] += window.centroids()[i];
      }
    }
    return sum;
  }

  private static double distance(double[] one, double[] other) {
    double dot = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      dot += one[i] * other[i];
      squares += one[i] * one[i];
      others += other[i] * other[i];
    }
    // Vectors that cancel each other out have no direction.
    return squares == 0 || others == 0 ? 0 : 1 - dot / Math.sqrt(squares * others);
  }
}
