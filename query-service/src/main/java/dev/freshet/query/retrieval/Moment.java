package dev.freshet.query.retrieval;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.ReadPoint;
import java.time.Instant;
import java.util.stream.Collectors;

/** As of when a reader wants to read. */
public sealed interface Moment {
  /** As of this time: what was retrievable then. */
  record Time(Instant time) implements Moment {}

  /** As of when the version published there became retrievable. */
  record Retrievable(Position token) implements Moment {}

  /** As of exactly this read point, which an answer named. */
  record Exactly(ReadPoint point) implements Moment {}

  /** What names of read points begin with, and no token does. */
  String POINT = "point:";

  /** How an answer names its read point: positions of the index job's input, with commas. */
  static String name(ReadPoint point) {
    return point.offsets().entrySet().stream()
        .map(entry -> entry.getKey().at(entry.getValue()).token())
        .sorted()
        .collect(Collectors.joining(",", POINT, ""));
  }

  /**
   * Reads such a name.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ReadPoint point(String name) {
    ReadPoint point = ReadPoint.START;
    for (String token : name.substring(POINT.length()).split(",", -1)) {
      point = token.isEmpty() ? point : point.advancedTo(Position.parse(token));
    }
    return point;
  }
}
