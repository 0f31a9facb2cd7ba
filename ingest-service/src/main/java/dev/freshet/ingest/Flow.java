package dev.freshet.ingest;

/** The line of flow. */
final class Flow {
  private Flow() {}
}
