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
import dev.freshet.common.store.Head;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.MemoryWriter;
import dev.freshet.ingest.fakes.TestBroker;
import dev.freshet.ingest.streams.JobHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slow lane beside the fast one, on a real broker. */
class SlowLaneTest {
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));

  @TempDir private static Path directory;
  private static TestBroker broker;
  private static int runs;

  private final MemoryWriter writer = new MemoryWriter();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FakeParser parser = new FakeParser();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final List<IndexEvent> told = new ArrayList<>();
  private TopicNames topics;
  private String source;
  private IngestService service;
  private KafkaProducer<byte[], byte[]> producer;
  private KafkaConsumer<byte[], byte[]> events;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(directory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runs++;
    topics = new TopicNames("slow" + runs + ".");
    source = "documents" + runs;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", broker.bootstrap());
    config.put("auto.offset.reset", "earliest");
    events = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    service = service();
    service.start();
    List<PartitionInfo> partitions = List.of();
    for (int i = 0; i < 100 && partitions.isEmpty(); i++) {
      partitions = events.partitionsFor(topics.indexEvents(), Duration.ofSeconds(10));
    }
    events.assign(
        partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList());
    await(service::running);
  }

  @AfterEach
  void stop() {
    parser.slowGate.countDown();
    service.close(Duration.ofSeconds(10));
    events.close();
    producer.close();
  }

  private IngestService service() {
    var settings =
        new Settings(
            Map.of(
                "flow.application-prefix",
                topics.prefix(),
                "flow.state-directory",
                directory.resolve("streams").toString()),
            Map.of(),
            Map.of());
    return new IngestService(
        IngestSettings.of(settings),
        Map.of("bootstrap.servers", broker.bootstrap()),
        List.of(SourceTopic.parse(source)),
        topics,
        parser,
        Claims.NONE,
        List.of(
            new FlowGeneration(
                GENERATION,
                topics,
                topics.prefix(),
                new PrioritisedEmbedder(new FakeEmbedder()),
                writer,
                () -> true)),
        telemetry,
        InstantSource.system());
  }

  private void publish(String id, String text) {
    send(id, text);
    flush();
  }

  private void send(String id, String text) {
    sent.add(
        producer.send(
            new ProducerRecord<>(
                source, id.getBytes(UTF_8), text == null ? null : text.getBytes(UTF_8))));
  }

  private void flush() {
    producer.flush();
    assertThat(sent).allMatch(send -> send.state() == Future.State.SUCCESS);
  }

  private void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time, told so far: %s", states()).isBefore(deadline);
      for (var record : events.poll(Duration.ofMillis(20))) {
        told.add(new IndexEventCodec().decode(record.value()));
      }
    }
  }

  private Map<DocumentState, Long> states() {
    return told.stream().collect(Collectors.groupingBy(IndexEvent::state, Collectors.counting()));
  }

  private List<DocumentState> states(String id, long offset) {
    return told.stream()
        .filter(event -> event.origin().identity().id().value().equals(id))
        .filter(event -> event.origin().version().position().offset() == offset)
        .map(IndexEvent::state)
        .toList();
  }

  private boolean is(String id, long offset, DocumentState state) {
    return states(id, offset).contains(state);
  }

  private Optional<Head> head(String id) {
    return writer.heads().entrySet().stream()
        .filter(entry -> entry.getKey().id().value().equals(id))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private long standing(String id) {
    return head(id).orElseThrow().version().position().offset();
  }

  @Test
  void hangingFile_isDeferred_whileGoodOnesPass_andComesLater() {
    parser.slowGate = new CountDownLatch(1);
    IntStream.range(0, 20).forEach(i -> publish("good-" + i, "text " + i));
    publish("s", "slow text");
    publish("h", "late for good");
    IntStream.range(20, 40).forEach(i -> publish("good-" + i, "text " + i));
    await(() -> states().getOrDefault(DocumentState.INDEXED, 0L) == 40);
    assertThat(states("s", 20)).containsExactly(DocumentState.DEFERRED);
    assertThat(states("h", 21)).containsExactly(DocumentState.DEFERRED);
    assertThat(head("s")).isEmpty();
    parser.slowGate.countDown();
    await(() -> is("s", 20, DocumentState.INDEXED) && is("h", 21, DocumentState.DEAD));
    assertThat(standing("s")).isEqualTo(20);
    await(service::running);
    assertThat(service.health())
        .extracting(JobHealth::job)
        .contains("parse.slow", "embed.slow", "index.slow");
  }

  @Test
  void quickNewerVersion_isNotOvertakenByTheSlowOlderOne() {
    parser.slowGate = new CountDownLatch(1);
    publish("a", "slow first version");
    publish("b", "slow version of what is deleted then");
    await(() -> is("a", 0, DocumentState.DEFERRED) && is("b", 1, DocumentState.DEFERRED));
    publish("a", "quick second version");
    publish("b", null);
    await(() -> is("a", 2, DocumentState.INDEXED) && is("b", 3, DocumentState.DELETED));
    parser.slowGate.countDown();
    await(() -> is("a", 0, DocumentState.SUPERSEDED) && is("b", 1, DocumentState.SUPERSEDED));
    assertThat(standing("a")).isEqualTo(2);
    assertThat(head("b").orElseThrow().deleted()).isTrue();
    assertThat(writer.calls.stream().filter(call -> call.startsWith("replace a"))).hasSize(1);
  }

  @Test
  void quickNewerVersion_afterTheSlowOlderOne_standsOverIt() {
    publish("a", "slow first version");
    await(() -> is("a", 0, DocumentState.INDEXED));
    publish("a", "quick second version");
    await(() -> is("a", 1, DocumentState.INDEXED));
    IndexEvent slow = only("a", 0, DocumentState.INDEXED);
    IndexEvent quick = only("a", 1, DocumentState.INDEXED);
    assertThat(slow.input().topic()).endsWith(".slow");
    assertThat(quick.after()).contains(slow.input());
    assertThat(standing("a")).isEqualTo(1);
  }

  private IndexEvent only(String id, long offset, DocumentState state) {
    return told.stream()
        .filter(event -> event.origin().identity().id().value().equals(id))
        .filter(event -> event.origin().version().position().offset() == offset)
        .filter(event -> event.state() == state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void documentOfManyPassages_comesByTheSlowLane() {
    String line = "word ".repeat(60).strip() + ".";
    publish(
        "large",
        IntStream.range(0, 300).mapToObj(i -> i + " " + line).collect(Collectors.joining("\n")));
    publish("small", "text");
    await(() -> is("small", 1, DocumentState.INDEXED) && is("large", 0, DocumentState.INDEXED));
    // On a busy machine it steps aside first, and is told as deferred for that too.
    assertThat(states("large", 0))
        .containsOnly(DocumentState.DEFERRED, DocumentState.INDEXED)
        .containsOnlyOnce(DocumentState.INDEXED);
    assertThat(only("large", 0, DocumentState.INDEXED).passages()).isGreaterThan(256);
  }

  @Test
  void idUpdatedAThousandTimes_endsAsItsLastVersion_andABurstArrivesWhole() {
    parser.outages.set(2);
    for (int i = 0; i < 1000; i++) {
      send("often", "version " + i);
    }
    for (int i = 0; i < 2000; i++) {
      send("tiny-" + i, "tiny " + i);
    }
    flush();
    await(() -> told.stream().map(e -> e.origin().version()).distinct().count() == 3000);
    Map<DocumentState, Long> ends = states();
    assertThat(ends.get(DocumentState.INDEXED) + ends.get(DocumentState.SUPERSEDED))
        .isEqualTo(3000);
    assertThat(telemetry.superseded).hasSize(ends.get(DocumentState.SUPERSEDED).intValue());
    assertThat(standing("often")).isEqualTo(999);
    assertThat(writer.heads()).hasSize(2001);
    assertThat(parser.files.get()).isLessThan(3000);
  }
}
