package dev.freshet.embedders.adapter;

import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A linear map {@code v ↦ unit length of v + D·v}, trained for one model. It never changes; two are
 * the same where their hashes are. Safe to use from several threads.
 */
public final class Adapter {
  /** Numbers in the longest vector that an adapter may be for: its file is 64 MiB then. */
  public static final int MOST_DIMENSIONS = 4096;

  /** No number of a trained adapter is farther from 0. */
  static final float LARGEST = 1000;

  private final String model;
  private final String fingerprint;
  private final int dimension;

  /** Column by column, so that a sum's terms are added in a fixed order, many sums at once. */
  private final float[] columns;

  private final byte[] file;
  private final String hash;

  /**
   * @param columns D column by column; not copied
   * @throws UnusableAdapter where a number is none, or too large
   */
  Adapter(String model, String fingerprint, int dimension, float[] columns) {
    this.model = model;
    this.fingerprint = fingerprint;
    this.dimension = dimension;
    this.columns = columns;
    for (float number : columns) {
      if (!(Math.abs(number) <= LARGEST)) {
        throw new UnusableAdapter(
            "an adapter's numbers are within " + LARGEST + " of 0, and one is " + number);
      }
    }
    this.file = AdapterFile.written(model, fingerprint, dimension, columns);
    this.hash = AdapterFile.checksum(file);
  }

  /**
   * One of a trained map.
   *
   * @param model that it was trained for
   * @param columns D column by column, the model's dimension squared
   * @throws UnusableAdapter where they are not as many, or one is no number of an adapter
   */
  public static Adapter of(ModelIdentity model, float[] columns) {
    int n = model.dimension();
    if (n < 1 || n > MOST_DIMENSIONS || columns.length != n * n) {
      throw new UnusableAdapter(
          "an adapter has the square of its 1 to "
              + MOST_DIMENSIONS
              + " dimensions in numbers: "
              + columns.length
              + " are none for "
              + n);
    }
    return new Adapter(model.name(), model.fingerprint(), n, columns.clone());
  }

  /**
   * Reads one.
   *
   * @throws UnusableAdapter naming the file and what is wrong with it
   */
  public static Adapter read(Path from) {
    return AdapterFile.read(from);
  }

  /** Writes it, whole or not at all. */
  public void write(Path to) throws IOException {
    Path whole = to.resolveSibling(to.getFileName() + ".new");
    Files.write(
        whole,
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(whole, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** 64 hex digits of SHA-256 over all that its file holds. */
  public String hash() {
    return hash;
  }

  /** The model it was trained for, as a person knows it. */
  public String model() {
    return model;
  }

  /** Numbers in a vector. */
  public int dimension() {
    return dimension;
  }

  /**
   * @throws UnusableAdapter where it was trained for another model
   */
  void requireFor(ModelIdentity identity) {
    if (!fingerprint.equals(identity.fingerprint()) || dimension != identity.dimension()) {
      throw new UnusableAdapter(
          "the adapter "
              + hash.substring(0, 12)
              + " was trained for the model "
              + model
              + " with "
              + dimension
              + " dimensions, and the model here is "
              + (model.equals(identity.name()) ? "another version of " : "")
              + identity.name()
              + " with "
              + identity.dimension()
              + ": train one for this model with ./freshet train adapter, or set embedder.adapter"
              + " to nothing");
    }
  }

  /**
   * The same on every machine: sums are made in one order, in double precision.
   *
   * @param vector of the model
   */
  public Vector apply(Vector vector) {
    float[] in = vector.toArray();
    double[] sums = new double[dimension];
    for (int column = 0; column < dimension; column++) {
      double factor = in[column];
      int at = column * dimension;
      for (int row = 0; row < dimension; row++) {
        sums[row] += factor * columns[at + row];
      }
    }
    float[] out = new float[dimension];
    boolean zero = true;
    for (int row = 0; row < dimension; row++) {
      out[row] = (float) (in[row] + sums[row]);
      zero &= out[row] == 0;
    }
    // A map that leaves nothing of a vector leaves it as it was: a direction is what is promised.
    return zero ? vector : Vector.normalised(out);
  }
}
