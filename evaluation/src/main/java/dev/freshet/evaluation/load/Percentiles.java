package dev.freshet.evaluation.load;

import java.util.List;
import java.util.Locale;

/**
 * Percentiles of what was timed, by nearest rank.
 *
 * @param count how many were timed
 * @param p50 median, milliseconds
 * @param p95 milliseconds
 * @param p99 milliseconds
 * @param max milliseconds
 */
public record Percentiles(int count, double p50, double p95, double p99, double max) {

  /**
   * @param millis at least one value
   */
  public static Percentiles of(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was timed");
    }
    return new Percentiles(
        sorted.length,
        at(sorted, .50),
        at(sorted, .95),
        at(sorted, .99),
        sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f, p95 %.1f, p99 %.1f, max %.1f ms (n=%d)", p50, p95, p99, max, count);
  }
}
