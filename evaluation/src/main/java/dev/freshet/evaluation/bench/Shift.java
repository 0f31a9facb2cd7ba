package dev.freshet.evaluation.bench;

import java.util.List;

/**
 * One quantity of two commits, measured in turn on one machine.
 *
 * @param quantity which
 * @param before of the one that is held against, one value a run; at least one
 * @param after of the other
 */
record Shift(Quantity quantity, List<Double> before, List<Double> after) {
  /** By less than this nothing is called worse. */
  static final double TOLERANCE = .05;

  /** How many times as good it is by the means: above 1 better, below 1 worse. */
  double ratio() {
    return quantity.more ? mean(after) / mean(before) : mean(before) / mean(after);
  }

  /**
   * Whether it is worse: by more than the tolerance, and in each of its runs than in each of the
   * other's. Of four runs each, chance alone separates them so 1 in 70 times for one quantity, up
   * to 1 in 10 for one of all seven, before the tolerance: what fails is measured again.
   */
  boolean worse() {
    return ratio() < 1 - TOLERANCE && apart();
  }

  private boolean apart() {
    return quantity.more ? most(after) < least(before) : least(after) > most(before);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(value -> value).min().orElseThrow();
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(value -> value).max().orElseThrow();
  }
}
