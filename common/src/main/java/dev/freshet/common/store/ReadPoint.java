package dev.freshet.common.store;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * As of when a reader reads: for each input partition of the index job the last offset that counts.
 * A passage is visible if and only if {@code since <= n < until}, n being the offset of its input
 * partition; where there is none, nothing is.
 *
 * @param offsets last offset applied whole, by input partition
 */
public record ReadPoint(Map<LogPartition, Long> offsets) {
  /** Before everything: nothing is visible. */
  public static final ReadPoint START = new ReadPoint(Map.of());

  /** Copies the map. */
  public ReadPoint {
    offsets = Map.copyOf(offsets);
  }

  /** The last offset that counts in a partition; -1 where none does. */
  public long offset(LogPartition input) {
    return offsets.getOrDefault(input, -1L);
  }

  /** Whether this is at or past the other in every partition the other names. */
  public boolean covers(ReadPoint other) {
    return other.offsets.entrySet().stream().allMatch(e -> offset(e.getKey()) >= e.getValue());
  }

  /** This, moved on to a position; never back. */
  public ReadPoint advancedTo(Position input) {
    if (offset(input.log()) >= input.offset()) {
      return this;
    }
    Map<LogPartition, Long> more = new HashMap<>(offsets);
    more.put(input.log(), input.offset());
    return new ReadPoint(more);
  }
}
