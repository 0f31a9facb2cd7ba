package dev.freshet.query.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.backwards.Deadline;
import dev.freshet.query.backwards.TopicLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which letters are settled. A record cannot be taken out of a Kafka topic, so a mark on a
 * compacted topic beside it says that a letter was replayed or dropped: key is the letter's
 * position, value JSON with what and when. Every service reads all marks, each once, so all of them
 * agree.
 */
final class Marks {
  private static final Logger LOG = LoggerFactory.getLogger(Marks.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** What became of a letter. */
  enum Settled {
    REPLAYED,
    DROPPED
  }

  private final String topic;
  private final String letters;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<Integer, OffsetSet> settled = new HashMap<>();

  /**
   * @param marksTopic where the marks are
   * @param letterTopic where the letters are
   */
  Marks(
      String marksTopic,
      String letterTopic,
      Producer<byte[], byte[]> producer,
      InstantSource clock) {
    this.topic = marksTopic;
    this.letters = letterTopic;
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * Reads the marks that came since, and forgets those of letters that Kafka no longer has.
   *
   * @param ranges the letters there are
   * @throws Outage when that does not end in time; what was read counts
   */
  synchronized void catchUp(
      Consumer<byte[], byte[]> consumer, Map<Integer, TopicLog.Range> ranges, Deadline deadline) {
    List<TopicPartition> partitions = TopicLog.partitions(consumer, topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    next.forEach(consumer::seek);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (deadline.isOver()) {
        throw new Outage("kafka", "did not give the marks of dead letters in time", null);
      }
      consumer.poll(POLL).forEach(this::take);
    }
    ranges.forEach(
        (partition, range) -> {
          if (settled.containsKey(partition)) {
            settled.get(partition).forgetBefore(range.begin());
          }
        });
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    next.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
    byte[] key = record.key() == null ? new byte[0] : record.key();
    try {
      Position letter = Position.parse(new String(key, StandardCharsets.UTF_8));
      if (record.value() != null && letter.topic().equals(letters)) {
        settled.computeIfAbsent(letter.partition(), _ -> new OffsetSet()).add(letter.offset());
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("the record at {}@{} is no mark and is left out", topic, record.offset());
    }
  }

  /** Whether it is replayed or dropped, as far as the marks were read. */
  synchronized boolean settled(Position letter) {
    OffsetSet offsets = settled.get(letter.partition());
    return offsets != null && offsets.contains(letter.offset());
  }

  /** Marks a letter; it is so for every service as soon as this is acknowledged. */
  Future<RecordMetadata> mark(Position letter, Settled as) {
    String value =
        JsonNodeFactory.instance
            .objectNode()
            .put("settled", as.name().toLowerCase(Locale.ROOT))
            .put("time", clock.instant().toString())
            .toString();
    return producer.send(
        new ProducerRecord<>(
            topic,
            letter.token().getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8)));
  }
}
