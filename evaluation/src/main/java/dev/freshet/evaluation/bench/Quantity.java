package dev.freshet.evaluation.bench;

/** What is measured of a commit, to be held against another one. */
enum Quantity {
  /** From the start on an empty folder. */
  READY("start to ready", "s", false),
  /** Of documents published at once. */
  THROUGHPUT("documents of a flood", "documents/s", true),
  /** Of all its processes while they are taken in. */
  PROCESSOR("processor time of the flood", "s", false),
  /** Of documents published one after the other. */
  FRESHNESS("publish to found, median", "ms", false),
  /** One client. */
  QUERY("query, one client, median", "ms", false),
  /** Eight clients. */
  QUERIES("query, eight clients, 99th percentile", "ms", false),
  /** Before anything much is published. */
  RESIDENT("resident at rest", "MiB", false);

  /** For people. */
  final String words;

  final String unit;

  /** Whether more of it is better. */
  final boolean more;

  Quantity(String words, String unit, boolean more) {
    this.words = words;
    this.unit = unit;
    this.more = more;
  }
}
