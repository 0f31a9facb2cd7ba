package dev.freshet.query.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a topic keeps what is written to it.
 *
 * @param compacted whether only the last record of a key is kept
 * @param deleted whether records are deleted by age
 * @param retentionMillis how old they become then; negative: any age
 * @param segmentMillis how long records are gathered in one file, which is deleted as a whole
 * @param compactionLagMillis how long an overtaken record is kept at most where it is compacted;
 *     {@link Long#MAX_VALUE}: no limit
 */
public record Policy(
    boolean compacted,
    boolean deleted,
    long retentionMillis,
    long segmentMillis,
    long compactionLagMillis) {
  private static final long LONGEST = Duration.ofDays(36_500).toMillis();

  /** By when what was written before a time is gone; empty: there is no limit. */
  Optional<Instant> goneBy(Instant time) {
    return Stream.concat(byAge().stream(), byCompaction().stream())
        .min(Duration::compareTo)
        .map(time::plus);
  }

  private Optional<Duration> byAge() {
    return deleted && retentionMillis >= 0 && retentionMillis < LONGEST
        ? Optional.of(Duration.ofMillis(retentionMillis + Math.min(segmentMillis, LONGEST)))
        : Optional.empty();
  }

  private Optional<Duration> byCompaction() {
    return compacted && compactionLagMillis < LONGEST
        ? Optional.of(Duration.ofMillis(compactionLagMillis))
        : Optional.empty();
  }

  /** Why, for a person. */
  String rule() {
    if (goneBy(Instant.EPOCH).isPresent()) {
      return byCompaction().isPresent()
          ? "compaction, by max.compaction.lag.ms at the latest"
          : "age: retention.ms, and segment.ms for the file it lies in";
    }
    return compacted
        ? "compaction, whenever Kafka's cleaner comes to it: set max.compaction.lag.ms for a limit"
        : "kept for ever: set retention.ms for a limit";
  }
}
