package dev.freshet.common.ranking;

import java.util.List;
import java.util.Random;

/**
 * Whether two settings differ on the same questions: Fisher's randomisation test, which of all the
 * tests in use makes the fewest assumptions (Smucker, Allan and Carterette, CIKM 2007). Under the
 * hypothesis that they do not differ, each question's difference has either sign alike.
 *
 * @param difference the mean of a minus that of b
 * @param p the share of random signs whose mean is at least as far from 0; two-sided
 */
public record PairedTest(double difference, double p) {
  private static final int ROUNDS = 10_000;
  private static final long SEED = 20_261_127;

  /** The same of lists. */
  public static PairedTest of(List<Double> a, List<Double> b) {
    return of(array(a), array(b));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /**
   * Compares question by question; the same input gives the same result.
   *
   * @param a one value a question
   * @param b as many, in the same order
   */
  public static PairedTest of(double[] a, double[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(a.length + " values against " + b.length);
    }
    double[] differences = new double[a.length];
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
      sum += differences[i];
    }
    Random random = new Random(SEED);
    double bound = Math.abs(sum) - 1e-12;
    int asFar = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double other = 0;
      for (double difference : differences) {
        other += random.nextBoolean() ? difference : -difference;
      }
      if (Math.abs(other) >= bound) {
        asFar++;
      }
    }
    // What was observed counts as one of the rounds, so p is never 0.
    return new PairedTest(sum / a.length, (asFar + 1.0) / (ROUNDS + 1));
  }
}
