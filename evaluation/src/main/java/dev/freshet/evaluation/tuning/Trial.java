package dev.freshet.evaluation.tuning;

import java.util.Arrays;
import java.util.List;

/**
 * What settings came to.
 *
 * @param choice the settings
 * @param values nDCG@10 of each question, in their order
 */
record Trial(Choice choice, List<Double> values) {
  /** Over all questions. */
  double mean() {
    return mean(values);
  }

  /** Over some. */
  double mean(int[] questions) {
    return Arrays.stream(questions).mapToDouble(i -> values.get(i)).average().orElse(0);
  }

  /** Of any values of questions. */
  static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }
}
