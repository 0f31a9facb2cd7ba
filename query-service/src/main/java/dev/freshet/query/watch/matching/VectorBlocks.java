package dev.freshet.query.watch.matching;

import dev.freshet.common.embed.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries' vectors, in blocks of one array a dimension: so the dot products of one passage with
 * a whole block are plain multiply-and-add loops over whole arrays, which the compiler turns into
 * vector instructions (places in one large array it does not, which took four times as long:
 * docs/decisions/0018), and the sums stay in the processor's first cache.
 */
final class VectorBlocks {
  static final int ROWS = 256;

  private final int dimension;
  private final List<float[][]> blocks = new ArrayList<>();

  VectorBlocks(int dimension) {
    this.dimension = dimension;
  }

  void set(int row, Vector vector) {
    if (vector.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimension " + vector.dimension() + " among queries of " + dimension);
    }
    while (blocks.size() <= row / ROWS) {
      blocks.add(new float[dimension][ROWS]);
    }
    put(row, vector.toArray());
  }

  void clear(int row) {
    if (row / ROWS < blocks.size()) {
      put(row, new float[dimension]);
    }
  }

  private void put(int row, float[] values) {
    float[][] block = blocks.get(row / ROWS);
    for (int d = 0; d < dimension; d++) {
      block[d][row % ROWS] = values[d];
    }
  }

  /**
   * The dot products with every row.
   *
   * @param into one for each row, at least as long as all blocks
   */
  void products(float[] vector, float[] into) {
    for (int block = 0; block < blocks.size(); block++) {
      products(blocks.get(block), vector, into, block * ROWS);
    }
  }

  /** Room for the products of all blocks. */
  int capacity() {
    return blocks.size() * ROWS;
  }

  private static void products(float[][] block, float[] vector, float[] into, int at) {
    float[] sums = new float[ROWS];
    int d = 0;
    // Four dimensions at a time: the sums are read and written a fourth as often.
    for (; d + 3 < vector.length; d += 4) {
      add(block, d, vector, sums);
    }
    for (; d < vector.length; d++) {
      for (int i = 0; i < ROWS; i++) {
        sums[i] += vector[d] * block[d][i];
      }
    }
    System.arraycopy(sums, 0, into, at, ROWS);
  }

  private static void add(float[][] block, int from, float[] vector, float[] sums) {
    add(
        block[from],
        block[from + 1],
        block[from + 2],
        block[from + 3],
        vector[from],
        vector[from + 1],
        vector[from + 2],
        vector[from + 3],
        sums);
  }

  private static void add(
      float[] one,
      float[] two,
      float[] three,
      float[] four,
      float a,
      float b,
      float c,
      float d,
      float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a * one[i] + b * two[i] + c * three[i] + d * four[i];
    }
  }
}
