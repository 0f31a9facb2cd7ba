package dev.freshet.ingest.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbedJobTest {
  private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final Map<Position, Incoming> kept = new HashMap<>();
  private final AtomicInteger outages = new AtomicInteger();
  private final FlowCodec<ParsedDocument> parsedCodec = new FlowCodec<>(new ParsedDocumentCodec());
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> parsed =
      driver.createInputTopic(
          "freshet.parsed", new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> embedded =
      output(TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.LIVE));
  private final TestOutputTopic<byte[], byte[]> letters = output("freshet.dead-letters");

  private TopologyTestDriver driver() {
    var job =
        new EmbedJob(
            TopicNames.DEFAULT,
            new PrioritisedEmbedder(new FakeEmbedder()),
            Priority::of,
            GENERATION,
            _ -> Map.of(),
            10,
            100,
            this::source,
            new WindowLimits(4, 10_000),
            telemetry,
            InstantSource.fixed(NOW));
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(Lane.LIVE, retry, _ -> new DirectExecutor())), new Properties());
  }

  private Optional<Incoming> source(Position position) {
    if (outages.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new Outage("kafka", "is away", null);
    }
    return Optional.ofNullable(kept.get(position));
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private static Origin origin(Tenant tenant) {
    return new Origin(
        new DocumentIdentity("documents", tenant, new DocumentId("a")),
        new Version(new Position("documents", 0, 7), PUBLISHED),
        List.of());
  }

  private void pipe(Tenant tenant, Outcome<ParsedDocument> outcome, Header... more) {
    FlowCodec.Encoded encoded = parsedCodec.encode(new FlowRecord<>(origin(tenant), outcome));
    var headers = new RecordHeaders(encoded.headers().toArray());
    List.of(more).forEach(headers::add);
    parsed.pipeInput(new TestRecord<>(encoded.key(), encoded.value(), headers, PUBLISHED));
  }

  private static Outcome<ParsedDocument> text(String text) {
    return new Outcome.Content<>(
        new ParsedDocument(Metadata.NONE, List.of(new Block.Paragraph(text)), List.of()));
  }

  private void keep(String bytes) {
    var headers = new RecordHeaders().add("filename", "x.pdf".getBytes(UTF_8));
    var position = new Position("documents", 0, 7);
    kept.put(
        position,
        new Incoming(position, PUBLISHED, "a".getBytes(UTF_8), bytes.getBytes(UTF_8), headers));
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private Failure failure() {
    TestRecord<byte[], byte[]> record = embedded.readRecord();
    var outcome = codec.decode(record.value(), record.headers()).outcome();
    return ((Outcome.Dead<EmbeddedDocument>) outcome).failure();
  }

  @Test
  void refusedDocument_isALetterWithTheRecordAsPublished() {
    keep("the original bytes");

    pipe(Tenant.DEFAULT, text("refuse me"));

    TestRecord<byte[], byte[]> letter = letters.readRecord();
    assertThat(letter.key()).asString().isEqualTo("a");
    assertThat(letter.value()).asString().isEqualTo("the original bytes");
    assertThat(header(letter, "filename")).isEqualTo("x.pdf");
    assertThat(header(letter, HeaderNames.ERROR_STAGE)).isEqualTo("embed");
    assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("embedding-refused");
    assertThat(header(letter, HeaderNames.ERROR_MESSAGE)).isEqualTo("will not embed that");
    assertThat(header(letter, HeaderNames.ERROR_ATTEMPT)).isEqualTo("1");
    assertThat(header(letter, HeaderNames.ERROR_POSITION)).isEqualTo("documents-0@7");
    assertThat(header(letter, HeaderNames.ERROR_TIME)).isEqualTo(NOW.toString());
    assertThat(header(letter, HeaderNames.ERROR_SOURCE_TIME)).isEqualTo(PUBLISHED.toString());
    assertThat(failure().reason()).isEqualTo(Reason.EMBEDDING_REFUSED);
    assertThat(telemetry.deadLetters).containsExactly(Reason.EMBEDDING_REFUSED);
  }

  @Test
  void recordThatKafkaNoLongerKeeps_isALetterWithoutBytesThatSaysSo() {
    pipe(new Tenant("acme"), text("refuse me"));

    TestRecord<byte[], byte[]> letter = letters.readRecord();
    assertThat(letter.key()).asString().isEqualTo("a");
    assertThat(letter.value()).isNull();
    assertThat(header(letter, "tenant")).isEqualTo("acme");
    assertThat(header(letter, HeaderNames.ERROR_MESSAGE))
        .isEqualTo("will not embed that (the record at documents-0@7 is no longer in Kafka)");
    assertThat(header(letter, HeaderNames.ERROR_SOURCE_TIME)).isEqualTo(PUBLISHED.toString());
    assertThat(failure().message()).isEqualTo("will not embed that");
  }

  @Test
  void brokerThatIsAway_isWaitedFor() {
    keep("the original bytes");
    outages.set(1);

    pipe(Tenant.DEFAULT, text("refuse me"));

    assertThat(letters.readRecord().value()).asString().isEqualTo("the original bytes");
    assertThat(telemetry.outages).containsExactly("kafka");
    assertThat(telemetry.deadLetters).hasSize(1);
  }

  @Test
  void attemptThatTheJobBeforeTold_isTold() {
    keep("the original bytes");

    pipe(
        Tenant.DEFAULT,
        text("refuse me"),
        new RecordHeaders().add(HeaderNames.ATTEMPT, "3".getBytes(UTF_8)).toArray()[0]);

    assertThat(header(letters.readRecord(), HeaderNames.ERROR_ATTEMPT)).isEqualTo("3");
  }

  @Test
  void documentThatDiedBefore_isNoSecondLetter() {
    keep("the original bytes");

    pipe(
        Tenant.DEFAULT,
        new Outcome.Dead<>(new Failure(Stage.PARSE, Reason.CORRUPT, "the file is broken")));

    assertThat(failure().reason()).isEqualTo(Reason.CORRUPT);
    assertThat(letters.isEmpty()).isTrue();
    assertThat(telemetry.deadLetters).isEmpty();
  }

  @Test
  void goodDocument_isNoLetter() {
    pipe(Tenant.DEFAULT, text("a good text"));

    TestRecord<byte[], byte[]> record = embedded.readRecord();
    assertThat(codec.decode(record.value(), record.headers()).outcome())
        .isInstanceOf(Outcome.Content.class);
    assertThat(letters.isEmpty()).isTrue();
  }

  @Test
  void queueTime_andTokensThatTheModelWasGiven_areCounted() {
    pipe(Tenant.DEFAULT, text("a good text"));
    long once = telemetry.tokens.get();
    assertThat(once).isPositive();
    assertThat(telemetry.queued).containsExactly(Duration.between(PUBLISHED, NOW));

    // The same text again is known: nothing is paid for.
    pipe(Tenant.DEFAULT, text("a good text"));
    assertThat(telemetry.tokens).hasValue(once);
  }
}
