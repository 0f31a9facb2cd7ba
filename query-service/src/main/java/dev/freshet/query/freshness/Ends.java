package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import java.time.Instant;
import java.util.Map;

/** Where the source partitions begin and end. Safe to use from several threads. */
public interface Ends {
  /**
   * What a partition holds.
   *
   * @param begin the first offset
   * @param end the offset that the next record gets
   */
  record Range(long begin, long end) {}

  /**
   * All source partitions.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer
   */
  Map<LogPartition, Range> ranges();

  /**
   * The offset of the first record at or after a time; the end where there is none.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer
   */
  Map<LogPartition, Long> at(Instant time);
}
