package dev.freshet.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.FaultyWriter;
import dev.freshet.ingest.fakes.TestBroker;
import dev.freshet.ingest.fakes.Told;
import dev.freshet.ingest.streams.JobHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line while what it depends on is away, and among records that are poison. */
class OutagesTest {
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));
  private static final TopicNames TOPICS = new TopicNames("out.");
  private static final String SOURCE = "documents";

  @TempDir private Path directory;
  private final FaultyWriter writer = new FaultyWriter();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FakeParser parser = new FakeParser();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private TestBroker broker;
  private IngestService service;
  private KafkaProducer<byte[], byte[]> producer;
  private Told told;
  private final List<Future<RecordMetadata>> sends = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(directory.resolve("broker"));
    Map<String, String> settings =
        Map.of(
            "flow.application-prefix",
            "out.",
            "flow.state-directory",
            directory.resolve("streams").toString(),
            "sources.partitions",
            "2",
            // Order is what is looked at here: nobody steps aside on a busy machine.
            "flow.turn",
            "1h");
    service =
        new IngestService(
            IngestSettings.of(new Settings(settings, Map.of(), Map.of())),
            Map.of("bootstrap.servers", broker.bootstrap()),
            List.of(SourceTopic.parse(SOURCE)),
            TOPICS,
            parser,
            Claims.NONE,
            List.of(
                new FlowGeneration(
                    GENERATION,
                    TOPICS,
                    "out.",
                    new PrioritisedEmbedder(embedder),
                    writer,
                    () -> true)),
            telemetry,
            InstantSource.system());
    service.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    told = new Told(broker.bootstrap(), TOPICS.indexEvents());
    told.await("running", service::running);
  }

  @AfterEach
  void stop() {
    parser.hanging.countDown();
    service.close(Duration.ofSeconds(10));
    producer.close(Duration.ofSeconds(5));
    told.close();
    broker.close();
  }

  private void publish(int partition, String... texts) {
    for (String text : texts) {
      send(
          new ProducerRecord<>(
              SOURCE, partition, ("doc-" + text).getBytes(UTF_8), text.getBytes(UTF_8)));
    }
    producer.flush();
    assertThat(sends).allMatch(send -> send.state() == Future.State.SUCCESS);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    sends.add(producer.send(record));
  }

  private static String[] texts(int from, int to) {
    return LongStream.range(from, to).mapToObj(i -> "text " + i).toArray(String[]::new);
  }

  private void awaitIndexed(int partition, int count) {
    told.await(
        count + " in " + partition,
        () -> told.offsets(SOURCE, partition, DocumentState.INDEXED).size() == count);
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private JobHealth health(String job) {
    return service.health().stream().filter(h -> h.job().equals(job)).findFirst().orElseThrow();
  }

  @Test
  void storeAway_isRedWithItsCauseAllTheWhile_andNothingIsLost() {
    publish(0, texts(0, 20));
    awaitIndexed(0, 20);
    writer.away(true);
    publish(0, texts(20, 40));
    told.await("red", () -> !health("index").up());
    List<String> causes = new ArrayList<>();
    Instant until = Instant.now().plusSeconds(4);
    while (Instant.now().isBefore(until)) {
      causes.add(health("index").cause().orElse("well"));
      LockSupport.parkNanos(2_000_000);
    }
    writer.away(false);
    awaitIndexed(0, 40);
    told.await("green again", service::running);

    assertThat(causes).containsOnly("store: No space left on device");
    assertThat(told.offsets(SOURCE, 0, DocumentState.INDEXED)).isEqualTo(upTo(40));
    assertThat(telemetry.deadLetters).isEmpty();
    assertThat(writer.heads()).hasSize(40);
  }

  @Test
  void embedderAway_isRedWithItsCause_andRecoversByItself() {
    embedder.outages.set(6);
    publish(0, texts(0, 4));
    told.await("red", () -> !health("embed").up());
    assertThat(health("embed").cause()).contains("embedder: is away");
    awaitIndexed(0, 4);
    told.await("green again", service::running);
    assertThat(telemetry.deadLetters).isEmpty();
  }

  @Test
  void brokerRestartsUnderLoad_andNothingIsLost() {
    publish(0, texts(0, 50));
    publish(1, texts(50, 100));
    broker.close();
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    broker.startAgain();
    publish(0, texts(100, 150));
    publish(1, texts(150, 200));
    awaitIndexed(0, 100);
    awaitIndexed(1, 100);
    told.await("green again", service::running);
    assertThat(told.offsets(SOURCE, 0, DocumentState.INDEXED)).isEqualTo(upTo(100));
    assertThat(told.offsets(SOURCE, 1, DocumentState.INDEXED)).isEqualTo(upTo(100));
    assertThat(telemetry.deadLetters).isEmpty();
  }

  @Test
  void poison_doesNotStopTheLine_andDiesByName() {
    publish(0, texts(0, 3));
    awaitIndexed(0, 3);
    String parsed = TOPICS.parsed(Lane.LIVE);
    String embedded = TOPICS.embedded(GENERATION.name(), Lane.LIVE);
    for (String topic : List.of(parsed, embedded)) {
      for (int partition = 0; partition < producer.partitionsFor(topic).size(); partition++) {
        foreign(topic, partition);
      }
    }
    spoiled(parsed, 900);
    spoiled(embedded, 901);
    publish(0, "refuse me");
    publish(0, texts(3, 6));
    publish(1, texts(6, 9));

    told.await("dead", () -> told.offsets(SOURCE, 0, DocumentState.DEAD).size() == 3);
    awaitIndexed(0, 6);
    awaitIndexed(1, 3);
    assertThat(told.events())
        .filteredOn(event -> event.state() == DocumentState.DEAD)
        .extracting(event -> event.failure().orElseThrow().reason())
        .containsOnly(Reason.UNDECODABLE, Reason.EMBEDDING_REFUSED);
    told.await("running", service::running);
    assertThat(telemetry.outages).isEmpty();
  }

  /** Of somebody who mistook the topic. */
  private void foreign(String topic, int partition) {
    send(
        new ProducerRecord<>(
            topic, partition, "x".getBytes(UTF_8), "{\"mine\":true}".getBytes(UTF_8)));
  }

  /** It says whose it is, and then nothing that makes sense. */
  private void spoiled(String topic, long offset) {
    Origin origin =
        new Origin(
            new DocumentIdentity(SOURCE, Tenant.DEFAULT, new DocumentId("spoiled-" + offset)),
            new Version(new Position(SOURCE, 0, offset), Instant.EPOCH),
            List.of());
    var encoded =
        new FlowCodec<>(new EmbeddedDocumentCodec())
            .encode(new FlowRecord<EmbeddedDocument>(origin, new Outcome.Content<>(EMPTY)));
    send(
        new ProducerRecord<>(
            topic,
            0,
            encoded.key(),
            new byte[] {-1, -1, -1},
            new RecordHeaders(encoded.headers().toArray())));
  }

  private static final EmbeddedDocument EMPTY =
      new EmbeddedDocument(Metadata.NONE, List.of(), List.of());

  @Test
  void goodDocuments_comeOutWhileAnotherHangs() {
    publish(0, "text before", "hang on");
    publish(1, texts(0, 30));
    awaitIndexed(1, 30);
    assertThat(told.offsets(SOURCE, 1, DocumentState.INDEXED)).isEqualTo(upTo(30));
    assertThat(parser.hanging.getCount()).as("still hanging").isEqualTo(1);
    publish(0, "text after");
    parser.hanging.countDown();
    awaitIndexed(0, 3);
    assertThat(told.offsets(SOURCE, 0, DocumentState.INDEXED)).isEqualTo(upTo(3));
  }
}
