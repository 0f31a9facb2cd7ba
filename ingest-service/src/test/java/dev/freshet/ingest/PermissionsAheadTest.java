package dev.freshet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.MemoryWriter;
import dev.freshet.ingest.fakes.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, and an embedder that does not answer: permissions come through all the same. */
class PermissionsAheadTest {
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final int BACKLOG = 3000;

  @TempDir private Path directory;

  private final MemoryWriter writer = new MemoryWriter();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private final List<PermissionNotice> notices = new ArrayList<>();

  @Test
  void aNarrowing_overtakesABacklogInItsOwnPartition() throws Exception {
    embedder.outages.set(Integer.MAX_VALUE);
    try (var broker = TestBroker.start(directory.resolve("broker"));
        var service = service(broker);
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      service.start();
      await(service::running, () -> {});
      for (int i = 0; i < BACKLOG; i++) {
        var _ = producer.send(record("doc-" + i, "text " + i));
      }
      producer.flush();
      var partitions =
          IntStream.range(0, consumer.partitionsFor(TOPICS.permissions()).size())
              .mapToObj(p -> new TopicPartition(TOPICS.permissions(), p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Runnable read =
          () ->
              consumer
                  .poll(Duration.ofMillis(5))
                  .forEach(r -> notices.add(new PermissionNoticeCodec().decode(r.value())));
      producer.send(narrowing("warm-up")).get();
      await(() -> !notices.isEmpty(), read);

      long start = System.nanoTime();
      producer.send(narrowing("doc-0")).get();
      await(() -> notices.size() == 2, read);
      System.out.printf(
          "publish to notice, behind %d documents that wait: %.1f ms%n",
          BACKLOG, (System.nanoTime() - start) / 1e6);

      assertThat(notices.getLast().identity().id().value()).isEqualTo("doc-0");
      assertThat(notices.getLast().readers()).isEqualTo(Set.of("user:ann"));
      assertThat(writer.heads()).isEmpty();
      embedder.outages.set(0);
      await(() -> writer.heads().size() == BACKLOG + 1, () -> {});
      assertThat(service.health())
          .anyMatch(health -> health.job().equals("permissions") && health.up());
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String id, String text) {
    return new ProducerRecord<>("documents", 0, id.getBytes(UTF_8), text.getBytes(UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> narrowing(String id) {
    ProducerRecord<byte[], byte[]> record = record(id, "narrower");
    record.headers().add("acl", "user:ann".getBytes(UTF_8));
    return record;
  }

  private static void await(BooleanSupplier condition, Runnable meanwhile) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      meanwhile.run();
      Thread.onSpinWait();
    }
  }

  private IngestService service(TestBroker broker) {
    var settings =
        new Settings(
            Map.of("flow.state-directory", directory.resolve("streams").toString()),
            Map.of(),
            Map.of());
    return new IngestService(
        IngestSettings.of(settings),
        Map.of("bootstrap.servers", broker.bootstrap()),
        List.of(SourceTopic.parse("documents")),
        TOPICS,
        new FakeParser(),
        Claims.NONE,
        List.of(
            new FlowGeneration(
                new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0)),
                TOPICS,
                "freshet.",
                new PrioritisedEmbedder(embedder),
                writer,
                () -> true)),
        new FakeTelemetry(),
        InstantSource.system());
  }
}
