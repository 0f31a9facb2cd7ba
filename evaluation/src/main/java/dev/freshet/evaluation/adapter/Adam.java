package dev.freshet.evaluation.adapter;

/**
 * Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019): what is
 * trained is the difference to the identity, so it decays towards no adapter at all.
 */
final class Adam {
  private static final double FIRST = .9;
  private static final double SECOND = .999;
  private static final double TINY = 1e-8;

  private final double rate;
  private final double decay;
  private final float[] mean;
  private final float[] square;
  private int steps;

  Adam(int size, double rate, double decay) {
    this.rate = rate;
    this.decay = decay;
    this.mean = new float[size];
    this.square = new float[size];
  }

  /** One step against the gradient. */
  void step(float[] values, float[] gradient) {
    steps++;
    float first = (float) FIRST;
    float second = (float) SECOND;
    // The two corrections for the start are in the rate and in the tiny number.
    double correction = Math.sqrt(1 - StrictMath.pow(SECOND, steps));
    float stride = (float) (rate * correction / (1 - StrictMath.pow(FIRST, steps)));
    float tiny = (float) (TINY * correction);
    float kept = (float) (1 - rate * decay);
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      mean[i] = first * mean[i] + (1 - first) * g;
      square[i] = second * square[i] + (1 - second) * g * g;
      values[i] = kept * values[i] - stride * mean[i] / ((float) Math.sqrt(square[i]) + tiny);
    }
  }
}
