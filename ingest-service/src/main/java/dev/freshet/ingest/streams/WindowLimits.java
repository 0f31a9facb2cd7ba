package dev.freshet.ingest.streams;

import dev.freshet.common.document.Lane;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of one partition may be in flight in one job.
 *
 * @param documents at least 1
 * @param bytes of the documents as read; one document may be larger
 * @param patience how long a full window waits for its head
 * @param turn how long a head that is not done may hold up others, where it can step aside; empty:
 *     until it is done
 */
public record WindowLimits(int documents, long bytes, Duration patience, Optional<Duration> turn) {
  /** Far longer than anything in a fast lane may take. */
  public static final Duration FAST_PATIENCE = Duration.ofMinutes(4);

  /** As many passages as a document may have, embedded with what live work leaves. */
  private static final Duration SLOW_PATIENCE = Duration.ofHours(6);

  /** Few, for each may be large. */
  private static final int SLOW_DOCUMENTS = 4;

  /**
   * @throws IllegalArgumentException when one is below 1
   */
  public WindowLimits {
    if (documents < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a window of " + documents + " documents, " + bytes + " B");
    }
  }

  /** Those of a fast lane. */
  public WindowLimits(int documents, long bytes) {
    this(documents, bytes, FAST_PATIENCE, Optional.empty());
  }

  /** These, where a live document may hold up others only so long. */
  public WindowLimits withTurn(Duration longest) {
    return new WindowLimits(documents, bytes, patience, Optional.of(longest));
  }

  /** These, as they are in a lane. */
  public WindowLimits in(Lane lane) {
    return switch (lane) {
      case LIVE -> this;
      // Nobody waits for these so urgently that a record more were worth it.
      case BULK -> new WindowLimits(documents, bytes, patience, Optional.empty());
      case SLOW ->
          new WindowLimits(
              Math.min(documents, SLOW_DOCUMENTS), bytes, SLOW_PATIENCE, Optional.empty());
    };
  }

  /** How long a stream thread may stand still in a lane. */
  static Duration patience(Lane lane) {
    return lane == Lane.SLOW ? SLOW_PATIENCE : FAST_PATIENCE;
  }
}
