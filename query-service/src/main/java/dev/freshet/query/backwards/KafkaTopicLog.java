package dev.freshet.query.backwards;

import dev.freshet.common.document.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads it with a consumer that serves one request. */
final class KafkaTopicLog<E> implements TopicLog<E> {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Deadline deadline;
  private final Function<ConsumerRecord<byte[], byte[]>, E> entry;

  KafkaTopicLog(
      Consumer<byte[], byte[]> consumer,
      String topic,
      Deadline deadline,
      Function<ConsumerRecord<byte[], byte[]>, E> entry) {
    this.consumer = consumer;
    this.topic = topic;
    this.deadline = deadline;
    this.entry = entry;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public boolean exists() {
    return !consumer.partitionsFor(topic).isEmpty();
  }

  @Override
  public <F> TopicLog<F> other(
      String other, Deadline until, Function<ConsumerRecord<byte[], byte[]>, F> told) {
    return new KafkaTopicLog<>(consumer, other, until, told);
  }

  @Override
  public Map<Integer, Range> ranges() {
    Collection<TopicPartition> partitions = TopicLog.partitions(consumer, topic);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<Integer, Range> ranges = new TreeMap<>();
    begins.forEach(
        (partition, begin) ->
            ranges.put(partition.partition(), new Range(begin, ends.get(partition))));
    return ranges;
  }

  @Override
  public Map<Integer, Range> since(Instant time, Map<Integer, Range> ranges) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ranges
        .keySet()
        .forEach(p -> times.put(new TopicPartition(topic, p), Math.max(0, time.toEpochMilli())));
    Map<Integer, Range> later = new TreeMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              long end = ranges.get(partition.partition()).end();
              // No offset: there is nothing as new.
              later.put(
                  partition.partition(), new Range(found == null ? end : found.offset(), end));
            });
    return later;
  }

  @Override
  public List<E> read(int partition, long from, long to) {
    List<E> entries = new ArrayList<>();
    scan(
        partition,
        from,
        to,
        record -> {
          entries.add(entry.apply(record));
          return true;
        });
    return entries;
  }

  @Override
  public Optional<ConsumerRecord<byte[], byte[]>> record(Position position) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    scan(
        position.partition(),
        position.offset(),
        position.offset() + 1,
        record -> {
          found.add(record);
          return false;
        });
    return found.stream().findFirst();
  }

  /** Hands on each record in order, as long as more are wanted. */
  private void scan(
      int number, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> more) {
    var partition = new TopicPartition(topic, number);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      deadline.check();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() >= to || !more.test(record)) {
          return;
        }
      }
    }
  }
}
