package dev.freshet.evaluation.adapter;

/**
 * Products of small matrices, each vector an array. All sums are made in one order, whatever the
 * machine; inner loops run over neighbours, which the compiler does several of at a time.
 */
final class Matrices {
  private static final int AT_ONCE = 4;

  private Matrices() {}

  /** The inner product; both are of one length. */
  static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + AT_ONCE <= a.length; i += AT_ONCE) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (double) s0 + s1 + s2 + s3;
  }

  /** {@code v + D·v} for each of them; D column by column. */
  static float[][] mapped(float[] columns, float[][] vectors) {
    float[][] out = new float[vectors.length][];
    for (int v = 0; v < vectors.length; v++) {
      out[v] = vectors[v].clone();
      addProduct(columns, vectors[v], out[v]);
    }
    return out;
  }

  /** Adds {@code D·v}. */
  private static void addProduct(float[] columns, float[] vector, float[] out) {
    int n = out.length;
    int column = 0;
    for (; column + AT_ONCE <= n; column += AT_ONCE) {
      int at = column * n;
      float v0 = vector[column];
      float v1 = vector[column + 1];
      float v2 = vector[column + 2];
      float v3 = vector[column + 3];
      for (int i = 0; i < n; i++) {
        out[i] +=
            v0 * columns[at + i]
                + v1 * columns[at + n + i]
                + v2 * columns[at + 2 * n + i]
                + v3 * columns[at + 3 * n + i];
      }
    }
    for (; column < n; column++) {
      for (int i = 0; i < n; i++) {
        out[i] += vector[column] * columns[column * n + i];
      }
    }
  }

  /** Adds the outer products {@code g·vᵀ} to a matrix held column by column. */
  static void addOuter(float[][] gradients, float[][] vectors, float[] columns) {
    int n = gradients.length == 0 ? 0 : gradients[0].length;
    int row = 0;
    for (; row + AT_ONCE <= gradients.length; row += AT_ONCE) {
      float[] g0 = gradients[row];
      float[] g1 = gradients[row + 1];
      float[] g2 = gradients[row + 2];
      float[] g3 = gradients[row + 3];
      for (int column = 0; column < n; column++) {
        float v0 = vectors[row][column];
        float v1 = vectors[row + 1][column];
        float v2 = vectors[row + 2][column];
        float v3 = vectors[row + 3][column];
        int at = column * n;
        for (int i = 0; i < n; i++) {
          columns[at + i] += v0 * g0[i] + v1 * g1[i] + v2 * g2[i] + v3 * g3[i];
        }
      }
    }
    for (; row < gradients.length; row++) {
      for (int column = 0; column < n; column++) {
        for (int i = 0; i < n; i++) {
          columns[column * n + i] += vectors[row][column] * gradients[row][i];
        }
      }
    }
  }

  /** Scales each to unit length, in place; gives the lengths they had. */
  static double[] normalise(float[][] vectors) {
    double[] lengths = new double[vectors.length];
    for (int v = 0; v < vectors.length; v++) {
      lengths[v] = Math.sqrt(Math.max(dot(vectors[v], vectors[v]), Float.MIN_NORMAL));
      float factor = (float) (1 / lengths[v]);
      for (int i = 0; i < vectors[v].length; i++) {
        vectors[v][i] *= factor;
      }
    }
    return lengths;
  }

  /** Adds a multiple. */
  static void add(float factor, float[] vector, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += factor * vector[i];
    }
  }
}
