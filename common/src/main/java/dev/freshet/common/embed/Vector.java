package dev.freshet.common.embed;

import java.util.Arrays;

/**
 * An embedding of unit length (Euclidean norm 1 within float32 rounding). Two are equal when every
 * float is bit-equal.
 */
public final class Vector {
  private final float[] values;

  private Vector(float[] values) {
    this.values = values;
  }

  /** Copies the values. */
  public static Vector of(float... values) {
    return new Vector(values.clone());
  }

  /** Scales a copy of the values to unit length; a vector of zeros stays as it is. */
  public static Vector normalised(float... values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    float[] scaled = values.clone();
    if (squares > 0) {
      float factor = (float) (1 / Math.sqrt(squares));
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= factor;
      }
    }
    return new Vector(scaled);
  }

  /** How many numbers it has. */
  public int dimension() {
    return values.length;
  }

  /** A copy of the numbers. */
  public float[] toArray() {
    return values.clone();
  }

  /** The inner product: of unit vectors, the cosine, -1 to 1. Both must have the same dimension. */
  public double dot(Vector other) {
    if (values.length != other.values.length) {
      throw new IllegalArgumentException(
          "dimension " + values.length + " against " + other.values.length);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * other.values[i];
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Vector[" + values.length + "]";
  }
}
