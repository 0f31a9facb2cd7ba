package dev.freshet.query.watch;

import dev.freshet.common.failure.Outage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic of registered watches: one record a watch by its id, and one a partition that
 * says how far its watches are. Every service reads all of it.
 */
final class WatchLog {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String STATUS = "!status";

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final RegisteredJson json;
  private final Map<String, Registered> watches = new ConcurrentHashMap<>();
  private final Map<Integer, Status> statuses = new ConcurrentHashMap<>();
  private volatile int partitions;
  private volatile boolean read;

  /**
   * @param producer with acks=all; the caller closes it
   */
  WatchLog(String topic, Producer<byte[], byte[]> producer, RegisteredJson json) {
    this.topic = topic;
    this.producer = producer;
    this.json = json;
  }

  String topic() {
    return topic;
  }

  /** Has a consumer read all of it, from its beginning; gives where it ends now. */
  Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new Outage("kafka", "there is no topic " + topic + " yet", null);
    }
    partitions = all.size();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return consumer.endOffsets(all);
  }

  /** It was read to where it ended at the start. */
  void isRead() {
    read = true;
  }

  boolean read() {
    return read;
  }

  void apply(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        watches.remove(key);
      } else if (key.equals(STATUS)) {
        statuses.put(record.partition(), Status.decode(record.value()));
      } else {
        watches.put(key, json.read(record.value()));
      }
    } catch (IllegalArgumentException e) {
      LOG.error(
          "the record at {}-{}@{} is left out", topic, record.partition(), record.offset(), e);
    }
  }

  Collection<Registered> watches() {
    return watches.values();
  }

  Optional<Registered> find(String id) {
    return Optional.ofNullable(watches.get(id));
  }

  Optional<Status> status(int partition) {
    return Optional.ofNullable(statuses.get(partition));
  }

  int partition(String id) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** When it returns, the watch outlives everything. */
  void put(Registered watch) {
    send(partition(watch.id()), watch.id(), RegisteredJson.kept(watch));
    watches.put(watch.id(), watch);
  }

  /** When it returns, the watch is gone for good. */
  void remove(String id) {
    send(partition(id), id, null);
    watches.remove(id);
  }

  void put(int partition, Status status) {
    send(partition, STATUS, status.encode());
  }

  private void send(int partition, String key, byte[] value) {
    try {
      producer
          .send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    } catch (ExecutionException e) {
      throw new Outage("kafka", "takes no watch: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not answer in " + PATIENCE.toSeconds() + " s", e);
    } catch (KafkaException e) {
      throw new Outage("kafka", "takes no watch: " + e.getMessage(), e);
    }
  }
}
