package dev.freshet.common.ranking;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures of one ranking, as trec_eval defines them: gain is the grade, the discount of rank r is
 * log2(r + 1), a document counts once. All are 0 to 1.
 */
public final class Measures {
  private Measures() {}

  /** Normalised discounted cumulative gain of the first k (Järvelin and Kekäläinen, 2002). */
  public static double ndcg(List<String> ranking, Map<String, Integer> grades, int k) {
    double ideal = 0;
    List<Integer> best =
        grades.values().stream().sorted((a, b) -> Integer.compare(b, a)).limit(k).toList();
    for (int i = 0; i < best.size(); i++) {
      ideal += best.get(i) / log2(i + 2);
    }
    double gain = 0;
    for (int i = 0; i < Math.min(k, ranking.size()); i++) {
      gain += grades.getOrDefault(ranking.get(i), 0) / log2(i + 2);
    }
    return ideal == 0 ? 0 : gain / ideal;
  }

  /** The share of what is relevant that is among the first k. */
  public static double recall(List<String> ranking, Map<String, Integer> grades, int k) {
    Set<String> found = new HashSet<>(ranking.subList(0, Math.min(k, ranking.size())));
    found.retainAll(grades.keySet());
    return grades.isEmpty() ? 0 : (double) found.size() / grades.size();
  }

  /** One by the rank of the first relevant document, 0 where none is among the first k. */
  public static double reciprocalRank(List<String> ranking, Map<String, Integer> grades, int k) {
    for (int i = 0; i < Math.min(k, ranking.size()); i++) {
      if (grades.containsKey(ranking.get(i))) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /** The mean of the precision at each relevant document's rank, those not found counting 0. */
  public static double averagePrecision(List<String> ranking, Map<String, Integer> grades) {
    int found = 0;
    double sum = 0;
    for (int i = 0; i < ranking.size(); i++) {
      if (grades.containsKey(ranking.get(i))) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return grades.isEmpty() ? 0 : sum / grades.size();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
