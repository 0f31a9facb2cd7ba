package dev.freshet.common.telemetry;

import java.util.Arrays;

/**
 * How many times that were measured lie in which bucket. Immutable; what two of one meter differ by
 * is what was measured between them.
 */
public final class Distribution {
  /** Nothing was measured, in no bucket. */
  public static final Distribution NONE = new Distribution(new double[0], new long[1]);

  private final double[] upTo;
  private final long[] counts;

  private Distribution(double[] upTo, long[] counts) {
    this.upTo = upTo;
    this.counts = counts;
  }

  /**
   * @param upTo the buckets' upper bounds in seconds, ascending
   * @param counts how many lie in each, and last how many beyond all of them
   * @throws IllegalArgumentException where the counts are not one more than the bounds
   */
  public static Distribution of(double[] upTo, long[] counts) {
    if (counts.length != upTo.length + 1) {
      throw new IllegalArgumentException(
          upTo.length + " bounds make one more bucket, not " + counts.length);
    }
    return new Distribution(upTo.clone(), counts.clone());
  }

  /** How many there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Both together.
   *
   * @throws IllegalArgumentException where their buckets differ and neither is {@link #NONE}
   */
  public Distribution plus(Distribution other) {
    if (this == NONE || other == NONE) {
      return this == NONE ? other : this;
    }
    requireAlike(other);
    long[] sum = counts.clone();
    Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
    return new Distribution(upTo, sum);
  }

  /**
   * What was measured since an earlier state of the same meter; all of it where a bucket holds less
   * than it did, for then the meter has begun anew.
   *
   * @throws IllegalArgumentException where their buckets differ and neither is {@link #NONE}
   */
  public Distribution since(Distribution earlier) {
    if (this == NONE || earlier == NONE) {
      return this;
    }
    requireAlike(earlier);
    long[] grown = new long[counts.length];
    for (int i = 0; i < grown.length; i++) {
      grown[i] = counts[i] - earlier.counts[i];
      if (grown[i] < 0) {
        return this;
      }
    }
    return new Distribution(upTo, grown);
  }

  private void requireAlike(Distribution other) {
    if (!Arrays.equals(upTo, other.upTo)) {
      throw new IllegalArgumentException("the buckets of two meters differ");
    }
  }

  /**
   * The time within which a share of them lies, in seconds: even within a bucket, and the last
   * bound where it lies beyond; NaN of none.
   *
   * @param share from 0 to 1
   */
  public double quantile(double share) {
    double rank = share * count();
    double below = 0;
    for (int i = 0; i < upTo.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= rank) {
        double from = i == 0 ? 0 : upTo[i - 1];
        return from + (upTo[i] - from) * (rank - below) / counts[i];
      }
      below += counts[i];
    }
    return count() == 0 || upTo.length == 0 ? Double.NaN : upTo[upTo.length - 1];
  }
}
