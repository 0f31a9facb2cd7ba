package dev.freshet.evaluation.adapter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Trains a map until held-out questions gain no more. The same input and seed: the same bytes. */
final class Trainer {
  private final Recipe recipe;
  private final Space space;

  /**
   * How it is trained; measured in docs/decisions/0033.
   *
   * @param rate Adam's
   * @param decay of what is learnt, towards the identity
   * @param temperature what cosines are divided by in the loss
   * @param batch questions of one step
   * @param mined passages taken for near by the frozen model, a question
   * @param rounds over all questions, at most
   * @param patience rounds without gain after which it ends
   */
  record Recipe(
      double rate,
      double decay,
      double temperature,
      int batch,
      int mined,
      int rounds,
      int patience) {
    static final Recipe DEFAULT = new Recipe(3e-4, .01, .05, 16, 16, 40, 4);
  }

  /**
   * What came of it.
   *
   * @param columns the map after the best round; of none, where nothing was gained
   * @param judged what the judge said before the first round and after each
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Trained(float[] columns, List<Double> judged) {
    /** The round that was best; 0 for none. */
    int best() {
      int best = 0;
      for (int round = 1; round < judged.size(); round++) {
        best = judged.get(round) > judged.get(best) ? round : best;
      }
      return best;
    }
  }

  Trainer(Recipe recipe, Space space) {
    this.recipe = recipe;
    this.space = space;
  }

  /**
   * @param examples to learn from; in an order that is the same each time
   * @param judge says how good a map is on questions that are not among the examples; larger is
   *     better
   */
  Trained train(List<Example> examples, ToDoubleFunction<float[]> judge, long seed) {
    var contrast = new Contrast(space.questions(), space.passages(), recipe.temperature());
    float[] columns = space.nothing();
    float[] best = columns.clone();
    var adam = new Adam(columns.length, recipe.rate(), recipe.decay());
    var random = new Random(seed);
    List<Example> order = new ArrayList<>(examples);
    List<Double> judged = new ArrayList<>(List.of(judge.applyAsDouble(columns)));
    int bestRound = 0;
    for (int round = 1; round <= recipe.rounds(); round++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); from += recipe.batch()) {
        float[] gradient = new float[columns.length];
        contrast.loss(
            columns, order.subList(from, Math.min(order.size(), from + recipe.batch())), gradient);
        adam.step(columns, gradient);
      }
      judged.add(judge.applyAsDouble(columns));
      if (judged.get(round) > judged.get(bestRound)) {
        bestRound = round;
        best = columns.clone();
      } else if (round - bestRound >= recipe.patience()) {
        break;
      }
    }
    return new Trained(best, List.copyOf(judged));
  }
}
