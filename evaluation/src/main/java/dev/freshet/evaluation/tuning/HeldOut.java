package dev.freshet.evaluation.tuning;

import dev.freshet.common.ranking.PairedTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What choosing is worth on questions that had no part in it: cross-validation. The questions are
 * shared out among folds; of each fold the others choose, and it judges.
 *
 * @param values of each question by the settings that were chosen without it
 * @param folds what each chose
 */
record HeldOut(List<Double> values, List<Fold> folds) {
  private static final int SEED = 7;

  /**
   * One of the parts.
   *
   * @param chosen by all the others
   * @param questions how many it has
   * @param others their mean by what was chosen
   * @param own its mean by what was chosen
   * @param standard its mean by the defaults
   */
  record Fold(Choice chosen, int questions, double others, double own, double standard) {}

  /**
   * Chooses and judges; the same input gives the same result.
   *
   * @param trials the defaults first, all with values of the same questions
   * @param folds how many, 2 to the number of questions
   */
  static HeldOut of(List<Trial> trials, Rule rule, int folds) {
    Trial standard = trials.getFirst();
    int questions = standard.values().size();
    if (folds < 2 || folds > questions) {
      throw new IllegalArgumentException(
          questions + " questions in " + folds + " folds: give 2 to " + questions);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, questions).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    Double[] values = new Double[questions];
    List<Fold> all = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int part = fold;
      int[] own = places(order, place -> place % folds == part);
      int[] others = places(order, place -> place % folds != part);
      Trial chosen = rule.choose(trials, others);
      Arrays.stream(own).forEach(i -> values[i] = chosen.values().get(i));
      all.add(
          new Fold(
              chosen.choice(),
              own.length,
              chosen.mean(others),
              chosen.mean(own),
              standard.mean(own)));
    }
    return new HeldOut(List.of(values), List.copyOf(all));
  }

  private static int[] places(List<Integer> order, IntPredicate which) {
    return IntStream.range(0, order.size()).filter(which).map(order::get).toArray();
  }

  double mean() {
    return Trial.mean(values);
  }

  /** Against the defaults, question by question. */
  PairedTest against(Trial standard) {
    return PairedTest.of(values, standard.values());
  }
}
