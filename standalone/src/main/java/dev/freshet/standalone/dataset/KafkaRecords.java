package dev.freshet.standalone.dataset;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.failure.Outage;
import dev.freshet.standalone.process.StartRefused;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** {@link Records} of a cluster. */
final class KafkaRecords implements Records {
  private static final Duration POLL = Duration.ofMillis(100);

  /** So long may nothing come although there is more. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param clients what every Kafka client needs
   * @throws StartRefused where they make no client
   */
  KafkaRecords(Map<String, Object> clients) {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What is deleted while it is read is passed over, and not all that is left with it.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    // Embedded documents are large: few at a time.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    try {
      consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw new StartRefused("the settings of Kafka are not right: " + said(e), e);
    }
  }

  @Override
  public Set<String> topics() {
    return asked(() -> consumer.listTopics().keySet());
  }

  @Override
  public List<LogPartition> partitions(String topic) {
    List<PartitionInfo> found = asked(() -> consumer.partitionsFor(topic));
    return found == null
        ? List.of()
        : found.stream()
            .map(PartitionInfo::partition)
            .sorted(Comparator.naturalOrder())
            .map(partition -> new LogPartition(topic, partition))
            .toList();
  }

  @Override
  public long end(LogPartition log) {
    return asked(() -> consumer.endOffsets(List.of(partition(log))).get(partition(log)));
  }

  @Override
  public void read(LogPartition log, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    TopicPartition partition = partition(log);
    asked(
        () -> {
          consumer.assign(List.of(partition));
          consumer.seekToBeginning(List.of(partition));
          return true;
        });
    long heard = System.nanoTime();
    for (long at = position(partition); at < to; ) {
      for (ConsumerRecord<byte[], byte[]> record : asked(() -> consumer.poll(POLL))) {
        if (record.offset() < to) {
          reader.accept(record);
        }
      }
      long now = position(partition);
      if (now > at) {
        at = now;
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw new Outage("kafka", "does not give the records of " + log, null);
      }
    }
  }

  private long position(TopicPartition partition) {
    return asked(() -> consumer.position(partition));
  }

  private static TopicPartition partition(LogPartition log) {
    return new TopicPartition(log.topic(), log.partition());
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw new Outage("kafka", "does not answer: " + said(e), e);
    }
  }

  private static String said(KafkaException e) {
    return e.getCause() == null
        ? e.getMessage()
        : e.getMessage() + ": " + e.getCause().getMessage();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
