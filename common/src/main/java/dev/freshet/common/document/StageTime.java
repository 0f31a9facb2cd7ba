package dev.freshet.common.document;

import static java.time.Instant.EPOCH;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a stage worked on a document, by that machine's clock.
 *
 * @param stage which stage
 * @param startMicros microseconds since the epoch when it took the document up
 * @param endMicros microseconds since the epoch when it was done
 */
public record StageTime(Stage stage, long startMicros, long endMicros) {

  /** From two instants. */
  public static StageTime between(Stage stage, Instant start, Instant end) {
    return new StageTime(
        stage, ChronoUnit.MICROS.between(EPOCH, start), ChronoUnit.MICROS.between(EPOCH, end));
  }
}
