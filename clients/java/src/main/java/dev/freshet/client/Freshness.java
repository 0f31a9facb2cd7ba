package dev.freshet.client;

import java.util.List;

/**
 * How fresh the service is.
 *
 * @param ready whether it serves
 * @param generation the name of the one that answers
 * @param passages how many are retrievable
 * @param partitions of all source topics
 */
public record Freshness(
    boolean ready, String generation, long passages, List<Partition> partitions) {
  /**
   * One source partition.
   *
   * @param source its topic
   * @param lane {@code live} or {@code bulk}
   * @param partition its number
   * @param endOffset of the next record
   * @param retrievableOffset of the last that came out; -1: nothing yet
   * @param lateRecords up to there that are still to come
   * @param lagRecords that have not come out
   * @param lagSeconds how long the oldest of those has waited
   */
  public record Partition(
      String source,
      String lane,
      int partition,
      long endOffset,
      long retrievableOffset,
      long lateRecords,
      long lagRecords,
      double lagSeconds) {
    static Partition of(Json json) {
      return new Partition(
          json.text("source"),
          json.text("lane"),
          json.integer("partition").orElse(0),
          json.whole("endOffset").orElse(0),
          json.whole("retrievableOffset").orElse(-1),
          json.whole("lateRecords").orElse(0),
          json.whole("lagRecords").orElse(0),
          json.number("lagSeconds").orElse(0));
    }
  }

  static Freshness of(Json json) {
    return new Freshness(
        json.flag("ready"),
        json.text("generation"),
        json.whole("passages").orElse(0),
        json.list("partitions", Partition::of));
  }
}
