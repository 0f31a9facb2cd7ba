package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.ReadPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the follower has read {@code index-events} and {@code permissions}, where it begins, and
 * what it has to have read to be ready. Used by its thread alone, but for {@link #heeds}.
 */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final String events;
  private final NoticeReader notices;
  private final Catalogue catalogue;
  private final Watermarks watermarks;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Map<TopicPartition, Long> target = Map.of();
  private ReadPoint durable = ReadPoint.START;
  private Map<TopicPartition, Long> begun = Map.of();
  private volatile Map<TopicPartition, Long> noticesRead = Map.of();

  /**
   * @param events the topic of index events
   * @param notices reads the topic of permissions
   */
  Progress(String events, NoticeReader notices, Catalogue catalogue, Watermarks watermarks) {
    this.events = events;
    this.notices = notices;
    this.catalogue = catalogue;
    this.watermarks = watermarks;
  }

  /** Has a new consumer go on where the one before was, or begin. */
  void goOn(Consumer<byte[], byte[]> consumer) {
    boolean lost = catalogue.recover();
    durable = catalogue.durable();
    if (lost) {
      next.replaceAll(this::firstNotDurable);
    }
    var partitions =
        Stream.of(events, notices.topic()).flatMap(t -> partitions(consumer, t)).toList();
    if (target.isEmpty()) {
      target = Map.copyOf(consumer.endOffsets(partitions));
      CheckpointCodec.decode(catalogue.checkpoint()).ifPresent(this::begin);
      publish();
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    next.forEach(consumer::seek);
  }

  private static Stream<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, String topic) {
    var found = consumer.partitionsFor(topic);
    if (found.isEmpty()) {
      throw new Outage("kafka", "there is no topic " + topic + " yet", null);
    }
    return found.stream().map(Progress::partition);
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /** Begins where a commit was, unless the topic is another one than it was then. */
  private void begin(Checkpoint kept) {
    Map<TopicPartition, Long> from = new HashMap<>();
    kept.next()
        .forEach((log, at) -> from.put(new TopicPartition(log.topic(), log.partition()), at));
    if (from.entrySet().stream()
        .anyMatch(e -> e.getValue() > target.getOrDefault(e.getKey(), 0L))) {
      LOG.warn("{} or {} ends before what was read of it: all is read", events, notices.topic());
      return;
    }
    watermarks.restore(kept);
    next.putAll(from);
    next.replaceAll(
        (partition, at) -> isOf(events, partition) ? firstNotDurable(partition, at) : at);
    begun = of(events);
  }

  /** Where events were begun to be read, by partition; empty where that was at their start. */
  Map<TopicPartition, Long> begun() {
    return begun;
  }

  private long firstNotDurable(TopicPartition partition, long was) {
    return Math.min(was, durable.offset(log(partition)) + 1);
  }

  private static LogPartition log(TopicPartition partition) {
    return new LogPartition(partition.topic(), partition.partition());
  }

  /** Whether the catalogue holds this event for good. */
  boolean isDurable(ConsumerRecord<byte[], byte[]> event) {
    return durable.offset(new LogPartition(events, event.partition())) >= event.offset();
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /** What was read counts from now on for {@link #heeds}. */
  void publish() {
    noticesRead = Map.copyOf(of(notices.topic()));
  }

  private Map<TopicPartition, Long> of(String topic) {
    Map<TopicPartition, Long> read = new HashMap<>(next);
    read.keySet().removeIf(partition -> !isOf(topic, partition));
    return read;
  }

  private static boolean isOf(String topic, TopicPartition partition) {
    return partition.topic().equals(topic);
  }

  /** Whether every notice of permissions that another one has read is read here too. */
  boolean heeds(Progress other) {
    return other.noticesRead.entrySet().stream()
        .allMatch(theirs -> noticesRead.getOrDefault(theirs.getKey(), 0L) >= theirs.getValue());
  }

  /** Whether all is read that was there at the start. */
  boolean isCaughtUp(Consumer<byte[], byte[]> consumer) {
    return target.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  /**
   * What is to be committed with the catalogue as it is now: that of before while events are held,
   * and before anything could be read.
   */
  String checkpoint() {
    if (target.isEmpty()) {
      return catalogue.checkpoint();
    }
    Map<LogPartition, Long> read = new HashMap<>();
    next.forEach((partition, offset) -> read.put(log(partition), offset));
    notices.firstUnended(read);
    return watermarks
        .checkpoint(read)
        .map(CheckpointCodec::encode)
        .orElseGet(catalogue::checkpoint);
  }
}
