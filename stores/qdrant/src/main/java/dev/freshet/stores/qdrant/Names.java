package dev.freshet.stores.qdrant;

/**
 * A generation's collections.
 *
 * @param passages passages with their vectors
 * @param heads documents' heads and input partitions' marks, without vectors
 */
record Names(String passages, String heads) {
  /** The name of the vector by meaning. */
  static final String DENSE = "dense";

  /** The name of the vector by words. */
  static final String SPARSE = "sparse";

  static Names of(String prefix, String generation) {
    return new Names(prefix + generation, prefix + generation + "-documents");
  }
}
