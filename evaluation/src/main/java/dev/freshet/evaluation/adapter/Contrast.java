package dev.freshet.evaluation.adapter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The loss that is trained on (InfoNCE, van den Oord et al. 2018): a question is to be nearer to
 * each passage that answers it than to the others of its batch, which are the mined ones of all its
 * questions and what answers those. Each question counts the same, however many passages answer it.
 */
final class Contrast {
  private final float[][] questions;
  private final float[][] passages;
  private final double temperature;

  /**
   * @param questions their vectors, of unit length
   * @param passages likewise
   * @param temperature what cosines are divided by
   */
  Contrast(float[][] questions, float[][] passages, double temperature) {
    this.questions = questions;
    this.passages = passages;
    this.temperature = temperature;
  }

  /**
   * The mean loss of a batch, whose gradient is added.
   *
   * @param columns the map D, column by column
   * @param gradient as large
   */
  double loss(float[] columns, List<Example> batch, float[] gradient) {
    List<Integer> candidates = candidates(batch);
    float[][] asked = rows(questions, batch.stream().map(Example::question).toList());
    float[][] shown = rows(passages, candidates);
    float[][] a = Matrices.mapped(columns, asked);
    float[][] s = Matrices.mapped(columns, shown);
    double[] aLengths = Matrices.normalise(a);
    double[] sLengths = Matrices.normalise(s);
    float[][] ga = new float[a.length][columns(a)];
    float[][] gs = new float[s.length][columns(a)];
    double loss = 0;
    for (int q = 0; q < batch.size(); q++) {
      double[] slopes = new double[candidates.size()];
      loss += slopes(batch.get(q), candidates, a[q], s, slopes) / batch.size();
      for (int c = 0; c < slopes.length; c++) {
        if (slopes[c] != 0) {
          float slope = (float) (slopes[c] / (batch.size() * temperature));
          Matrices.add(slope, s[c], ga[q]);
          Matrices.add(slope, a[q], gs[c]);
        }
      }
    }
    throughLength(a, aLengths, ga);
    throughLength(s, sLengths, gs);
    Matrices.addOuter(ga, asked, gradient);
    Matrices.addOuter(gs, shown, gradient);
    return loss;
  }

  private static int columns(float[][] vectors) {
    return vectors[0].length;
  }

  private static List<Integer> candidates(List<Example> batch) {
    Set<Integer> all = new TreeSet<>();
    batch.forEach(
        example -> {
          all.addAll(example.positives());
          all.addAll(example.hard());
        });
    return new ArrayList<>(all);
  }

  private static float[][] rows(float[][] of, List<Integer> which) {
    return which.stream().map(i -> of[i]).toArray(float[][]::new);
  }

  /** One question's loss, and its slopes by the candidates' scores. */
  private double slopes(
      Example example, List<Integer> candidates, float[] asked, float[][] shown, double[] slopes) {
    Set<Integer> right = new HashSet<>(example.positives());
    Set<Integer> excused = new HashSet<>(example.excused());
    double[] scores = new double[candidates.size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Matrices.dot(asked, shown[c]) / temperature;
      most = Math.max(most, scores[c]);
    }
    double wrong = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - most);
      if (!right.contains(candidates.get(c)) && !excused.contains(candidates.get(c))) {
        wrong += scores[c];
      }
    }
    double loss = 0;
    double share = 1.0 / right.size();
    double ofWrong = 0;
    for (int c = 0; c < scores.length; c++) {
      if (right.contains(candidates.get(c))) {
        double probability = scores[c] / (scores[c] + wrong);
        loss -= share * StrictMath.log(Math.max(probability, Double.MIN_NORMAL));
        slopes[c] = -share * (1 - probability);
        ofWrong += share / (scores[c] + wrong);
      }
    }
    for (int c = 0; c < scores.length; c++) {
      if (!right.contains(candidates.get(c)) && !excused.contains(candidates.get(c))) {
        slopes[c] = scores[c] * ofWrong;
      }
    }
    return loss;
  }

  /** From the gradient by a vector of unit length to that by the vector it was made from. */
  private static void throughLength(float[][] unit, double[] lengths, float[][] gradients) {
    for (int v = 0; v < unit.length; v++) {
      double along = Matrices.dot(unit[v], gradients[v]);
      for (int i = 0; i < unit[v].length; i++) {
        gradients[v][i] = (float) ((gradients[v][i] - along * unit[v][i]) / lengths[v]);
      }
    }
  }
}
