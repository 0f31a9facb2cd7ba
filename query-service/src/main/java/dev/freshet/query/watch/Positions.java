package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.topics.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Last offsets, by partition of the embedded topics; -1 where there is none.
 *
 * @param offsets by partition
 */
record Positions(Map<LogPartition, Long> offsets) {
  static final Positions NONE = new Positions(Map.of());

  Positions {
    offsets = Map.copyOf(offsets);
  }

  long of(LogPartition log) {
    return offsets.getOrDefault(log, -1L);
  }

  /** A read point, as far as it is about these partitions. */
  static Positions of(ReadPoint point, List<LogPartition> partitions) {
    return of(new Positions(point.offsets()), partitions);
  }

  /** Positions in these partitions and no others. */
  static Positions of(Positions all, List<LogPartition> partitions) {
    Map<LogPartition, Long> offsets = new HashMap<>();
    partitions.forEach(log -> offsets.put(log, all.of(log)));
    return new Positions(offsets);
  }

  /** This, so many records earlier in each partition; the slow lane's stay. */
  Positions earlier(long records) {
    Map<LogPartition, Long> earlier = new HashMap<>();
    offsets.forEach(
        (log, offset) ->
            earlier.put(
                log, TopicNames.isSlow(log.topic()) ? offset : Math.max(-1, offset - records)));
    return new Positions(earlier);
  }

  /** Whether this is at or past the other everywhere. */
  boolean covers(Positions other) {
    return other.offsets.entrySet().stream().allMatch(e -> of(e.getKey()) >= e.getValue());
  }

  /** The later of the two, partition by partition. */
  Positions max(Positions other) {
    Map<LogPartition, Long> max = new HashMap<>(offsets);
    other.offsets.forEach((log, offset) -> max.merge(log, offset, Math::max));
    return new Positions(max);
  }

  /** The earlier of the two, partition by partition; what one lacks is -1. */
  Positions min(Positions other) {
    Map<LogPartition, Long> min = new HashMap<>();
    offsets.forEach((log, offset) -> min.put(log, Math.min(offset, other.of(log))));
    return new Positions(min);
  }

  /** How many offsets lie between an earlier one and this. */
  long since(Positions earlier) {
    return offsets.entrySet().stream()
        .mapToLong(e -> Math.max(0, e.getValue() - earlier.of(e.getKey())))
        .sum();
  }

  /** This, so many records earlier in all; taken from each in proportion to what lies behind. */
  Positions back(Positions atMost, long records) {
    long all = since(atMost);
    if (all <= records) {
      return atMost.max(NONE);
    }
    Map<LogPartition, Long> back = new HashMap<>();
    offsets.forEach(
        (log, offset) -> {
          long behind = Math.max(0, offset - atMost.of(log));
          back.put(log, offset - behind * records / all);
        });
    return new Positions(back);
  }
}
