package dev.freshet.evaluation.freshness;

/** A way to answer. */
enum Arm {
  /** Freshet as it is when asked. */
  LIVE("live", "Freshet, live", "a"),
  /** The index as it was at the last midnight, UTC. */
  NIGHTLY("nightly", "index rebuilt nightly", "b"),
  /** The index as it was before the first change. */
  FROZEN("frozen", "no retrieval, knowledge of the start", "c");

  private final String id;
  private final String words;
  private final String colour;

  Arm(String id, String words, String colour) {
    this.id = id;
    this.words = words;
    this.colour = colour;
  }

  /** In JSON. */
  String id() {
    return id;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Its class in plots. */
  String colour() {
    return colour;
  }
}
