package dev.freshet.query.backwards;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic, for the time of one request. What takes longer than that is {@link OutOfTime}; Kafka
 * that fails is an {@link Outage}.
 */
public interface TopicLog<E> {
  /** The request's time is over; what was read so far counts. */
  final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public OutOfTime() {
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

  /**
   * The partitions of a topic.
   *
   * @throws Outage when there is none of that name
   */
  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new Outage("kafka", "there is no topic " + topic + " yet", null);
    }
    return partitions;
  }

  /** Its name. */
  String topic();

  /** Whether there is such a topic. */
  boolean exists();

  /**
   * Another topic, read by the same request.
   *
   * @param deadline when the time for it is over
   * @param entry what is told of a record, without its value
   */
  <F> TopicLog<F> other(
      String topic, Deadline deadline, Function<ConsumerRecord<byte[], byte[]>, F> entry);

  /**
   * What is there, by partition.
   *
   * @throws Outage when there is no such topic
   */
  Map<Integer, Range> ranges();

  /** The part of what is there that was written at a time or later. */
  Map<Integer, Range> since(Instant time, Map<Integer, Range> ranges);

  /**
   * The entries of one partition from an offset to before another, in order, without their values.
   */
  List<E> read(int partition, long from, long to);

  /** The whole record at a position; empty where there is none. */
  Optional<ConsumerRecord<byte[], byte[]>> record(Position position);
}
