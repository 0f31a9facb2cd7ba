package dev.freshet.ingest.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Position;
import dev.freshet.ingest.fakes.TestBroker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaSourceRecordsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private static Path directory;
  private static TestBroker broker;
  private static Map<String, Object> kafka;

  @BeforeAll
  static void publish() throws Exception {
    broker = TestBroker.start(directory.resolve("broker"));
    kafka = Map.of("bootstrap.servers", broker.bootstrap());
    try (var admin = Admin.create(kafka);
        var producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(List.of(new NewTopic("documents", 2, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
      for (int i = 0; i < 5; i++) {
        var headers = new RecordHeaders().add("title", ("title " + i).getBytes(UTF_8));
        producer
            .send(
                new ProducerRecord<>(
                    "documents",
                    1,
                    THEN.plusSeconds(i).toEpochMilli(),
                    ("key " + i).getBytes(UTF_8),
                    ("value " + i).getBytes(UTF_8),
                    headers))
            .get(20, TimeUnit.SECONDS);
      }
      admin
          .deleteRecords(
              Map.of(new TopicPartition("documents", 1), RecordsToDelete.beforeOffset(2)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Optional<Incoming> at(String topic, int partition, long offset) {
    return new KafkaSourceRecords(kafka).at(new Position(topic, partition, offset));
  }

  @Test
  void record_isReadWithAllThatWasPublished() {
    Incoming record = at("documents", 1, 3).orElseThrow();

    assertThat(record.position()).isEqualTo(new Position("documents", 1, 3));
    assertThat(record.key()).asString().isEqualTo("key 3");
    assertThat(record.value()).asString().isEqualTo("value 3");
    assertThat(record.timestamp()).isEqualTo(THEN.plusSeconds(3));
    assertThat(record.headers().lastHeader("title").value()).asString().isEqualTo("title 3");
  }

  @Test
  void recordThatRetentionTook_isGone() {
    assertThat(at("documents", 1, 1)).isEmpty();
  }

  @Test
  void placeBeyondTheEnd_partitionAndTopicThatAreNot_areGone() {
    assertThat(at("documents", 1, 99)).isEmpty();
    assertThat(at("documents", 7, 0)).isEmpty();
    assertThat(at("nowhere", 0, 0)).isEmpty();
  }
}
