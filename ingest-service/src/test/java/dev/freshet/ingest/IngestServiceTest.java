package dev.freshet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.IndexEventCodec;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line on a real broker, with stand-ins for parser, embedder and store. */
class IngestServiceTest {
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));
  private static final int PARTITIONS = 2;

  @TempDir private static Path directory;
  private static TestBroker broker;
  private static int runs;

  private final MemoryWriter writer = new MemoryWriter();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FakeParser parser = new FakeParser();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private TopicNames topics;
  private String live;
  private String bulk;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(directory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void freshTopics() {
    runs++;
    topics = new TopicNames("run" + runs + ".");
    live = "live" + runs;
    bulk = "bulk" + runs;
  }

  private IngestService service() {
    var settings =
        new Settings(
            Map.of(
                "flow.application-prefix",
                topics.prefix(),
                "flow.state-directory",
                directory.resolve("streams").toString(),
                "sources.partitions",
                Integer.toString(PARTITIONS),
                // Order is what is looked at here: nobody steps aside on a busy machine.
                "flow.turn",
                "1h"),
            Map.of(),
            Map.of());
    return new IngestService(
        IngestSettings.of(settings),
        Map.of("bootstrap.servers", broker.bootstrap()),
        List.of(SourceTopic.parse(live), SourceTopic.parse(bulk + ":bulk")),
        topics,
        parser,
        Claims.NONE,
        List.of(
            new FlowGeneration(
                GENERATION,
                topics,
                IngestSettings.of(settings).applicationPrefix(),
                new PrioritisedEmbedder(embedder),
                writer,
                () -> true)),
        telemetry,
        InstantSource.system());
  }

  @Test
  void everyRecord_isToldInOrder_acrossACloseAndACrash() {
    try (var producer = producer();
        var events = new Events()) {
      IngestService first = service();
      first.start();
      publish(producer, live, 0, 150);
      publish(producer, bulk, 0, 150);
      events.await(() -> events.count(live) > 40);
      first.close(Duration.ofSeconds(10));

      IngestService second = service();
      second.start();
      publish(producer, live, 150, 300);
      events.await(() -> events.count(live) > 200);
      writer.breakDown();
      publish(producer, bulk, 150, 300);
      events.await(() -> events.count(bulk) > 200);
      second.close(Duration.ofSeconds(10));
      writer.restart();

      IngestService third = service();
      third.start();
      events.await(() -> events.complete(live, 300) && events.complete(bulk, 300));
      events.await(() -> writer.heads().size() == goodIds().size());
      third.close(Duration.ofSeconds(10));

      assertThat(events.gaps()).isEmpty();
      assertThat(writer.heads().keySet().stream().map(d -> d.id().value()))
          .containsExactlyInAnyOrderElementsOf(goodIds());
      assertThat(telemetry.deadLetters).isNotEmpty();
    }
  }

  @Test
  void outagesOfParserAndEmbedder_areSeenThrough() {
    try (var producer = producer();
        var events = new Events();
        var service = service()) {
      parser.outages.set(3);
      embedder.outages.set(3);
      service.start();
      publish(producer, live, 0, 20);
      events.await(() -> events.complete(live, 20));
      assertThat(telemetry.outages).contains("parser", "embedder");
      assertThat(events.gaps()).isEmpty();
      events.await(service::running);
    }
  }

  /** Prints how long the idle line takes; how long is for the evaluation to judge. */
  @Test
  void aSingleDocument_isToldSoon() {
    try (var producer = producer();
        var events = new Events();
        var service = service()) {
      service.start();
      events.await(service::running);
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int already = events.count(live);
        long start = System.nanoTime();
        publish(producer, live, i, i + 1);
        events.await(() -> events.count(live) > already);
        micros.add((System.nanoTime() - start) / 1000);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      List<Long> warm = micros.subList(20, 60).stream().sorted().toList();
      System.out.printf(
          "publish to told, idle line: p50 %.1f ms, p95 %.1f ms%n",
          warm.get(20) / 1e3, warm.get(38) / 1e3);
      assertThat(events.complete(live, 60)).isTrue();
    }
  }

  private static List<String> goodIds() {
    return IntStream.range(0, 300)
        .filter(i -> !isBroken(i))
        .mapToObj(i -> "doc-" + i % 100)
        .distinct()
        .flatMap(id -> List.of(id, id).stream())
        .toList();
  }

  private static boolean isBroken(int i) {
    return i % 100 == 7;
  }

  /** Document i is a version of document i mod 100, in partition i mod 2. */
  private static void publish(
      KafkaProducer<byte[], byte[]> producer, String topic, int from, int to) {
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String text = isBroken(i) ? "broken " + i : "text of version " + i;
      byte[] key = ("doc-" + i % 100).getBytes(UTF_8);
      sends.add(
          producer.send(new ProducerRecord<>(topic, i % PARTITIONS, key, text.getBytes(UTF_8))));
    }
    producer.flush();
    assertThat(sends).allMatch(send -> send.state() == Future.State.SUCCESS);
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Reads index-events, and remembers for each source partition what came in which order. */
  private final class Events implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<Long>> told = new TreeMap<>();
    private boolean assigned;

    Events() {
      Map<String, Object> config = new HashMap<>();
      config.put("bootstrap.servers", broker.bootstrap());
      config.put("auto.offset.reset", "earliest");
      consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void await(BooleanSupplier condition) {
      Instant deadline = Instant.now().plusSeconds(60);
      while (!condition.getAsBoolean()) {
        assertThat(Instant.now()).as("in time, told so far: %s", counts()).isBefore(deadline);
        read();
      }
    }

    private void read() {
      if (!assigned) {
        var partitions = consumer.partitionsFor(topics.indexEvents(), Duration.ofSeconds(10));
        consumer.assign(
            partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList());
        assigned = true;
      }
      for (var record : consumer.poll(Duration.ofMillis(20))) {
        IndexEvent event = new IndexEventCodec().decode(record.value());
        assertThat(event.state() == DocumentState.DEAD)
            .isEqualTo(event.origin().identity().id().value().equals("doc-7"));
        var position = event.origin().version().position();
        told.computeIfAbsent(position.log().toString(), _ -> new ArrayList<>())
            .add(position.offset());
      }
    }

    int count(String topic) {
      return IntStream.range(0, PARTITIONS)
          .map(p -> (int) offsets(topic, p).stream().distinct().count())
          .sum();
    }

    boolean complete(String topic, int records) {
      return count(topic) == records;
    }

    private List<Long> offsets(String topic, int partition) {
      return told.getOrDefault(topic + "-" + partition, List.of());
    }

    private Map<String, Integer> counts() {
      Map<String, Integer> counts = new TreeMap<>();
      told.forEach((partition, offsets) -> counts.put(partition, offsets.size()));
      return counts;
    }

    /** Offsets told before the one in front of them ever was; a replay goes back, never ahead. */
    List<String> gaps() {
      List<String> gaps = new ArrayList<>();
      told.forEach(
          (partition, offsets) -> {
            long highest = -1;
            for (long offset : offsets) {
              if (offset > highest + 1) {
                gaps.add(partition + "@" + offset + " after " + highest);
              }
              highest = Math.max(highest, offset);
            }
          });
      return gaps;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
