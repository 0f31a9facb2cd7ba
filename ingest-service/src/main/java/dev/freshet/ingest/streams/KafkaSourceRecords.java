package dev.freshet.ingest.streams;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads them with a consumer for each: dead letters are few, and a consumer that is kept would have
 * to be shared. At most one record is read at a time by each thread that asks.
 */
public final class KafkaSourceRecords implements SourceRecords {
  /** How long one record may take, the largest included. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> config;

  /**
   * @param kafka {@code bootstrap.servers}, and what security asks for
   */
  public KafkaSourceRecords(Map<String, Object> kafka) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    // Nothing after the record is wanted; the record itself comes whatever its size.
    all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
    this.config = Map.copyOf(all);
  }

  @Override
  public Optional<Incoming> at(Position position) {
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return read(consumer, position);
    } catch (KafkaException e) {
      throw new Outage("kafka", "cannot read " + position + " again: " + e.getMessage(), e);
    }
  }

  private static Optional<Incoming> read(KafkaConsumer<byte[], byte[]> consumer, Position wanted) {
    var partition = new TopicPartition(wanted.topic(), wanted.partition());
    boolean there =
        consumer.partitionsFor(wanted.topic()).stream()
            .anyMatch(p -> p.partition() == wanted.partition());
    if (!there || consumer.beginningOffsets(List.of(partition)).get(partition) > wanted.offset()) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, wanted.offset());
    Instant deadline = Instant.now().plus(ANSWER_WITHIN);
    while (Instant.now().isBefore(deadline)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return Optional.of(record)
            .filter(found -> found.offset() == wanted.offset())
            .map(found -> incoming(wanted, found));
      }
      // Past it without a record: compacted away, or the topic was made anew and ends before it.
      if (consumer.position(partition) != wanted.offset()) {
        return Optional.empty();
      }
    }
    throw new Outage("kafka", "did not give the record at " + wanted + " in time", null);
  }

  private static Incoming incoming(Position position, ConsumerRecord<byte[], byte[]> record) {
    return new Incoming(
        position,
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value(),
        record.headers());
  }
}
