package dev.freshet.query.backwards;

import dev.freshet.query.exchange.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a reader has come: in each partition, the offset before which it goes on. What is written
 * meanwhile lies beyond, so pages do not shift.
 *
 * @param before by partition
 */
public record Bounds(Map<Integer, Long> before) {
  private static final int MAX_TEXT = 100_000;

  /** Copies the map. */
  public Bounds {
    before = Map.copyOf(before);
  }

  /** As a cursor: {@code partition.offset}, joined by hyphens. */
  public String text() {
    return new TreeMap<>(before)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "." + entry.getValue())
            .collect(Collectors.joining("-"));
  }

  /**
   * Reads a cursor.
   *
   * @throws Problem when it is none
   */
  public static Bounds parse(String cursor) {
    Map<Integer, Long> before = new TreeMap<>();
    try {
      for (String part : cursor.length() > MAX_TEXT ? new String[0] : cursor.split("-", -1)) {
        int dot = part.indexOf('.');
        before.put(
            Integer.parseUnsignedInt(part.substring(0, Math.max(0, dot))),
            Long.parseUnsignedLong(part.substring(dot + 1)));
      }
    } catch (NumberFormatException e) {
      before.clear();
    }
    if (before.isEmpty()) {
      throw Problem.field("cursor", "\"cursor\": give \"next\" of the page before");
    }
    return new Bounds(before);
  }
}
