package dev.freshet.standalone.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class EmbeddedBrokerTest {
  private static final long MESSAGE = 64L << 20;
  private static final int LARGEST_DOCUMENT = 50_000_000;

  @TempDir Path folder;

  @Test
  void restart_keepsWhatWasAcknowledged_alsoALargeDocument() throws Exception {
    var large = new byte[LARGEST_DOCUMENT];
    try (var broker = EmbeddedBroker.start(folder, new BrokerSettings(freePort(), MESSAGE))) {
      try (var admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
        admin
            .createTopics(List.of(new NewTopic("documents", 1, (short) 1)))
            .all()
            .get(20, TimeUnit.SECONDS);
      }
      try (var producer = producer(broker.bootstrap())) {
        producer
            .send(new ProducerRecord<>("documents", "a".getBytes(UTF_8), "A".getBytes(UTF_8)))
            .get();
        producer.send(new ProducerRecord<>("documents", "b".getBytes(UTF_8), large)).get();
      }
    }
    try (var broker = EmbeddedBroker.start(folder, new BrokerSettings(freePort(), MESSAGE));
        var consumer = consumer(broker.bootstrap())) {
      var partition = new TopicPartition("documents", 0);
      assertThat(consumer.endOffsets(List.of(partition), Duration.ofSeconds(20)))
          .containsEntry(partition, 2L);
    }
  }

  @Test
  void session_isLong_butAfterAKill() throws Exception {
    var settings = new BrokerSettings(freePort(), MESSAGE);
    assertThat(session(settings)).isEqualTo("10000");
    try (var _ = EmbeddedBroker.start(folder, settings)) {
      // As it lies there when the process dies now.
      assertThat(session(settings)).isEqualTo("2000");
    }
    assertThat(session(settings)).isEqualTo("10000");
  }

  private String session(BrokerSettings settings) {
    return BrokerProperties.of(settings, folder, 1).getProperty("broker.session.timeout.ms");
  }

  @Test
  void start_busyPort_saysWhatToDo() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();
      assertThatExceptionOfType(BrokerRefused.class)
          .isThrownBy(() -> EmbeddedBroker.start(folder, new BrokerSettings(port, MESSAGE)))
          .withMessage(
              "port "
                  + port
                  + " on 127.0.0.1 is in use: stop what listens there, or choose another port for"
                  + " the Kafka broker with --kafka-port");
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "max.request.size",
            (int) MESSAGE,
            "buffer.memory",
            2 * MESSAGE),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
