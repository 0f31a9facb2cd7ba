package dev.freshet.common.document;

import static java.time.Instant.EPOCH;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When and where a stage worked on a document, by that machine's clock.
 *
 * @param stage which stage
 * @param startMicros microseconds since the epoch when it took the document up
 * @param endMicros microseconds since the epoch when it was done
 * @param machine the name of the machine; empty where it is not known, as in what was written
 *     before machines were noted
 */
public record StageTime(Stage stage, long startMicros, long endMicros, String machine) {

  /** On a machine that is not known. */
  public StageTime(Stage stage, long startMicros, long endMicros) {
    this(stage, startMicros, endMicros, "");
  }

  /** From two instants, on this machine. */
  public static StageTime between(Stage stage, Instant start, Instant end) {
    return new StageTime(stage, micros(start), micros(end), Machine.NAME);
  }

  /** The time that {@link #micros} tells. */
  public static Instant instant(long micros) {
    return EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A time as stages are timed: microseconds since the epoch. */
  public static long micros(Instant time) {
    return ChronoUnit.MICROS.between(EPOCH, time);
  }
}
