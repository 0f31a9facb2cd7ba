package dev.freshet.evaluation.adapter;

import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Material with the frozen model's vectors.
 *
 * @param questions one a question, of unit length
 * @param passages one a passage, of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Space(Material material, float[][] questions, float[][] passages) {
  /** Numbers in a vector. */
  int dimension() {
    return passages[0].length;
  }

  /** No adapter at all: the identity has no difference to itself. */
  float[] nothing() {
    return new float[dimension() * dimension()];
  }

  /**
   * What is to be learnt of a question, with passages mined that the frozen model takes for near.
   *
   * @param question which
   * @param units those that are known to answer it
   * @param mined how many hard passages, besides those that somebody said are wrong
   */
  Example example(int question, Set<String> units, int mined) {
    Asked asked = material.questions().get(question);
    List<Shown> all = material.passages();
    double[] scores = new double[passages.length];
    for (int p = 0; p < scores.length; p++) {
      scores[p] = Matrices.dot(questions[question], passages[p]);
    }
    Set<String> documents = new HashSet<>();
    List<Integer> positives = new ArrayList<>();
    for (String unit : units) {
      IntStream.range(0, scores.length)
          .filter(p -> all.get(p).unit().equals(unit))
          .boxed()
          .max(Comparator.comparingDouble(p -> scores[p]))
          .ifPresent(
              best -> {
                positives.add(best);
                documents.add(all.get(best).document());
              });
    }
    // Another passage of a document that answers may answer too: it counts neither way.
    List<Integer> excused =
        IntStream.range(0, scores.length)
            .filter(p -> documents.contains(all.get(p).document()) && !positives.contains(p))
            .boxed()
            .toList();
    Set<Integer> passedOver = new HashSet<>(excused);
    passedOver.addAll(positives);
    Set<String> wrong = new HashSet<>(asked.wrong());
    Comparator<Integer> best = Comparator.comparingDouble(p -> -scores[p]);
    List<Integer> hard = new ArrayList<>();
    IntStream.range(0, scores.length)
        .boxed()
        .filter(p -> !passedOver.contains(p))
        .sorted(best)
        .limit(mined)
        .forEach(hard::add);
    IntStream.range(0, scores.length)
        .filter(p -> wrong.contains(all.get(p).unit()) && !passedOver.contains(p))
        .filter(p -> !hard.contains(p))
        .forEach(hard::add);
    return new Example(question, positives, hard, excused);
  }
}
