package dev.freshet.query.verify;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Records of any topic, read by one thread with one consumer. */
final class Records implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** So long may nothing come although there is more. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param consumer closed here
   */
  Records(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** The partitions of a topic; none where there is no such topic (yet). */
  List<LogPartition> partitions(String topic) {
    return asked(
        () -> {
          List<PartitionInfo> found = consumer.partitionsFor(topic);
          return found == null
              ? List.of()
              : found.stream().map(p -> new LogPartition(topic, p.partition())).toList();
        });
  }

  /** The first offset that is there. */
  long begin(LogPartition log) {
    return asked(() -> consumer.beginningOffsets(List.of(partition(log))).get(partition(log)));
  }

  /** The offset that the next record gets. */
  long end(LogPartition log) {
    return asked(() -> consumer.endOffsets(List.of(partition(log))).get(partition(log)));
  }

  /** Hands on records from an offset to before another, in order, as long as more are wanted. */
  void read(LogPartition log, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> more) {
    TopicPartition partition = partition(log);
    asked(
        () -> {
          consumer.assign(List.of(partition));
          consumer.seek(partition, from);
          return null;
        });
    long heard = System.nanoTime();
    while (asked(() -> consumer.position(partition)) < to) {
      long before = asked(() -> consumer.position(partition));
      for (ConsumerRecord<byte[], byte[]> record : asked(() -> consumer.poll(POLL))) {
        if (record.offset() >= to || !more.test(record)) {
          return;
        }
      }
      if (asked(() -> consumer.position(partition)) > before) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw new Outage("kafka", "does not give the records of " + log, null);
      }
    }
  }

  /** The record at a position; empty where there is none any more. */
  Optional<ConsumerRecord<byte[], byte[]>> at(Position position) {
    LogPartition log = position.log();
    if (!partitions(log.topic()).contains(log)
        || begin(log) > position.offset()
        || end(log) <= position.offset()) {
      return Optional.empty();
    }
    var found = new java.util.ArrayList<ConsumerRecord<byte[], byte[]>>();
    read(
        log,
        position.offset(),
        position.offset() + 1,
        record -> {
          found.add(record);
          return false;
        });
    return found.stream().findFirst();
  }

  private interface Asked<T> {
    T answer();
  }

  private static <T> T asked(Asked<T> question) {
    try {
      return question.answer();
    } catch (KafkaException e) {
      throw new Outage("kafka", "does not answer: " + e.getMessage(), e);
    }
  }

  private static TopicPartition partition(LogPartition log) {
    return new TopicPartition(log.topic(), log.partition());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
