package dev.freshet.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of registered watches, of one partition, whose group gives it to whoever asks. */
final class FakeWatchLog {
  static final String TOPIC = "freshet.watches";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  /** Writes what is for the topic into it. */
  MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (record.topic().equals(TOPIC)) {
          add(record);
        }
        return super.send(record, callback);
      }
    };
  }

  private synchronized void add(ProducerRecord<byte[], byte[]> record) {
    records.add(new ConsumerRecord<>(TOPIC, 0, records.size(), record.key(), record.value()));
  }

  private synchronized List<ConsumerRecord<byte[], byte[]>> from(long offset) {
    return List.copyOf(records.subList((int) Math.min(offset, records.size()), records.size()));
  }

  synchronized Consumer<byte[], byte[]> consumer() {
    var consumer =
        new MockConsumer<byte[], byte[]>("earliest") {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
            if (!subscription().isEmpty() && assignment().isEmpty()) {
              rebalance(List.of(PARTITION));
            }
            if (subscription().isEmpty()) {
              from(position(PARTITION)).forEach(this::addRecord);
              LockSupport.parkNanos(1_000_000);
            }
            return super.poll(wait);
          }
        };
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
    return consumer;
  }
}
