package dev.freshet.ingest.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Streams makes by itself, but for a main consumer that goes through the gate and
 * a producer that tells it of flushes.
 */
record GatedClients(CommitGate gate) implements KafkaClientSupplier {

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new GatedConsumer(config, gate);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new GatedProducer(config, gate);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  /** Tells the gate of each flush; Streams looks for failures right after it. */
  private static final class GatedProducer extends KafkaProducer<byte[], byte[]> {
    private final CommitGate gate;

    GatedProducer(Map<String, Object> config, CommitGate gate) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.gate = gate;
    }

    @Override
    public void flush() {
      super.flush();
      gate.flushed();
    }
  }

  private static final class GatedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final CommitGate gate;

    GatedConsumer(Map<String, Object> config, CommitGate gate) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.gate = gate;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      return gate.poll(timeout, super::poll);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      gate.commit(offsets, super::commitSync);
    }
  }
}
