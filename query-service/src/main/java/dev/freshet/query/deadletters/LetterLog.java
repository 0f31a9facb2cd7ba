package dev.freshet.query.deadletters;

import dev.freshet.common.document.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topic of the letters, for the time of one request. What takes longer than that is {@link
 * OutOfTime}; Kafka that fails is an {@link dev.freshet.common.failure.Outage}.
 */
interface LetterLog {
  /** The request's time is over; what was read so far counts. */
  final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super("the request's time is over", null, false, false);
    }
  }

  /**
   * The offsets of one partition that are there.
   *
   * @param begin the first
   * @param end after the last
   */
  record Range(long begin, long end) {}

  /** What is there, by partition. */
  Map<Integer, Range> ranges();

  /** The part of what is there that was written at a time or later. */
  Map<Integer, Range> since(Instant time, Map<Integer, Range> ranges);

  /**
   * The letters of one partition from an offset to before another, in order, without their bytes.
   */
  List<Letter> read(int partition, long from, long to);

  /** The whole record at a position; empty where there is none. */
  Optional<ConsumerRecord<byte[], byte[]>> record(Position position);
}
