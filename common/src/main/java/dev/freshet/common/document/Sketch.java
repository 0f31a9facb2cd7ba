package dev.freshet.common.document;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a document's wording comes to in 128 bytes (MinHash: Broder, "On the resemblance and
 * containment of documents", 1997; of each value one byte: Li and König, "b-Bit Minwise Hashing",
 * 2010). The share of values in which two agree estimates how much of their wording is the same. A
 * function of the text alone. Two are equal when all their bytes are.
 */
public final class Sketch {
  /** How many values it has, of a byte each. */
  public static final int VALUES = 128;

  /** By which rule it was made; those of different rules say nothing about each other. */
  private static final byte RULE = 1;

  private final byte[] values;

  private Sketch(byte[] values) {
    this.values = values;
  }

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException when they are not {@link #VALUES}
   */
  public static Sketch of(byte[] values) {
    if (values.length != VALUES) {
      throw new IllegalArgumentException(values.length + " values: a sketch has " + VALUES);
    }
    return new Sketch(values.clone());
  }

  /**
   * From {@link #written}; empty where it is none, or by a rule that this release does not know.
   */
  public static Optional<Sketch> read(byte[] written) {
    return written.length == VALUES + 1 && written[0] == RULE
        ? Optional.of(new Sketch(Arrays.copyOfRange(written, 1, written.length)))
        : Optional.empty();
  }

  /** The rule's number and the values. */
  public byte[] written() {
    byte[] written = new byte[VALUES + 1];
    written[0] = RULE;
    System.arraycopy(values, 0, written, 1, VALUES);
    return written;
  }

  /** A copy of the values. */
  public byte[] values() {
    return values.clone();
  }

  /**
   * How much of the two wordings is the same, estimated: 0 to 1, give or take 0.03 near 0.9 (one
   * standard deviation).
   */
  public double similarity(Sketch other) {
    int same = 0;
    for (int i = 0; i < VALUES; i++) {
      same += values[i] == other.values[i] ? 1 : 0;
    }
    return (double) same / VALUES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Sketch[" + Integer.toHexString(hashCode()) + "]";
  }
}
