package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.report.Report.Verdict;
import java.util.List;

/** Whether a figure that was taken again and again still grows: what does is a leak. */
final class Growth {
  private Growth() {}

  /**
   * The mean of the last third against that of the middle third; the first is for warming up.
   *
   * @param figures in the order they were taken, at least 3
   * @param most the greatest ratio that is no growth
   */
  static Verdict verdict(List<Double> figures, double most) {
    int third = figures.size() / 3;
    double middle = mean(figures.subList(third, 2 * third));
    double last = mean(figures.subList(figures.size() - third, figures.size()));
    return new Verdict(
        "last third against the middle third, at most " + most,
        last / middle,
        last / middle <= most);
  }

  private static double mean(List<Double> some) {
    return some.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
