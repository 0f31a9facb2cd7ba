package dev.freshet.query.retrieval;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.ReadPoint;
import java.util.Map;
import java.util.Set;

/**
 * How far everything has come.
 *
 * @param point as of what readers read
 * @param marks the last offset that came out, by source partition
 * @param later source positions up to the marks of which nothing is retrievable yet
 */
public record Extent(ReadPoint point, Map<LogPartition, Long> marks, Set<Position> later) {
  /** Before everything. */
  public static final Extent NOTHING = new Extent(ReadPoint.START, Map.of(), Set.of());

  /** Copies both. */
  public Extent {
    marks = Map.copyOf(marks);
    later = Set.copyOf(later);
  }

  /** Whether what was published there is counted as out at the end. */
  public boolean out(Position source) {
    return marks.getOrDefault(source.log(), -1L) >= source.offset() && !later.contains(source);
  }
}
