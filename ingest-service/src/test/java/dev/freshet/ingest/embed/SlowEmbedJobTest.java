package dev.freshet.ingest.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
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
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.HeldExecutor;
import dev.freshet.ingest.parse.ParseJob;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.quality.QualitySettings;
import dev.freshet.ingest.streams.CommitGate;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents of many passages leave the fast lane unembedded. */
class SlowEmbedJobTest {
  private static final int FAST_PASSAGES = 3;
  private static final WindowLimits LIMITS = new WindowLimits(8, 1_000_000);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(32, 0));

  /** What the source topic still has. */
  private final Map<Position, String> kept = new HashMap<>();

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private final FlowCodec<ParsedDocument> parsed = new FlowCodec<>(new ParsedDocumentCodec());
  private final FlowCodec<EmbeddedDocument> embedded = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final TopologyTestDriver fast = driver(Lane.LIVE);
  private final TopologyTestDriver slow = driver(Lane.SLOW);
  private final TestInputTopic<byte[], byte[]> fastInput = input(fast, Lane.LIVE);
  private final TestInputTopic<byte[], byte[]> slowInput = input(slow, Lane.SLOW);
  private final TestOutputTopic<byte[], byte[]> fastOutput =
      output(fast, TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.LIVE));
  private final TestOutputTopic<byte[], byte[]> moved =
      output(fast, TopicNames.DEFAULT.parsed(Lane.SLOW));
  private final TestOutputTopic<byte[], byte[]> slowOutput =
      output(slow, TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.SLOW));

  private TopologyTestDriver driver(Lane lane) {
    return driver(lane, embedJob());
  }

  private TopologyTestDriver driver(Lane lane, FlowJob job) {
    return driver(lane, job, _ -> new DirectExecutor());
  }

  private TopologyTestDriver driver(
      Lane lane, FlowJob job, IntFunction<ExecutorService> executors) {
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(lane, retry, executors)), new Properties());
  }

  private EmbedJob embedJob() {
    return new EmbedJob(
        TopicNames.DEFAULT,
        new PrioritisedEmbedder(embedder),
        Priority::of,
        GENERATION,
        _ -> Map.of(),
        0,
        FAST_PASSAGES,
        position ->
            Optional.ofNullable(kept.get(position))
                .map(
                    text ->
                        new Incoming(
                            position,
                            NOW,
                            "a".getBytes(UTF_8),
                            text.getBytes(UTF_8),
                            new RecordHeaders())),
        LIMITS,
        telemetry,
        InstantSource.fixed(NOW));
  }

  private ParseJob parseJob() {
    return new ParseJob(
        List.of(SourceTopic.parse("documents")),
        TopicNames.DEFAULT,
        new FakeParser(),
        Claims.NONE,
        1000,
        new Quality(QualitySettings.of(Settings.defaults()), telemetry),
        LIMITS,
        telemetry,
        InstantSource.fixed(NOW));
  }

  /** A record of the slow lane's topic, on its second attempt. */
  private static TestRecord<byte[], byte[]> published(long offset, String text) {
    var headers = new RecordHeaders();
    headers.add(HeaderNames.SOURCE_POSITION, ("documents-0@" + offset).getBytes(UTF_8));
    headers.add(HeaderNames.SOURCE_TIME, NOW.toString().getBytes(UTF_8));
    headers.add(HeaderNames.ATTEMPT, "2".getBytes(UTF_8));
    headers.add(HeaderNames.DEFERRED_BY, "live".getBytes(UTF_8));
    return new TestRecord<>("a".getBytes(UTF_8), text.getBytes(UTF_8), headers, NOW);
  }

  /** What the slow lane's parse job makes of these comes to its embed job. */
  private void parsedInTheSlowLane(
      IntFunction<ExecutorService> executors,
      Runnable work,
      List<TestRecord<byte[], byte[]>> published) {
    try (TopologyTestDriver parsing = driver(Lane.SLOW, parseJob(), executors)) {
      parsing
          .createInputTopic(
              TopicNames.DEFAULT.slow(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeRecordList(published);
      work.run();
      parsing.advanceWallClockTime(CommitGate.SLICE);
      output(parsing, TopicNames.DEFAULT.parsed(Lane.SLOW))
          .readRecordsToList()
          .forEach(slowInput::pipeInput);
    }
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, Lane lane) {
    return driver.createInputTopic(
        TopicNames.DEFAULT.parsed(lane), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static TestOutputTopic<byte[], byte[]> output(TopologyTestDriver driver, String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    fast.close();
    slow.close();
  }

  /** Each heading begins a passage of its own. */
  private TestRecord<byte[], byte[]> document(int passages, String word) {
    return document(4, passages, word);
  }

  private TestRecord<byte[], byte[]> document(long offset, int passages, String word) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < passages; i++) {
      blocks.add(new Block.Heading(1, "Part " + i));
      blocks.add(new Block.Paragraph((word + " ").repeat(25) + i + "."));
    }
    Origin origin =
        new Origin(
            new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a")),
            new Version(new Position("documents", 0, offset), NOW),
            List.of());
    FlowCodec.Encoded encoded =
        parsed.encode(
            new FlowRecord<>(
                origin,
                new Outcome.Content<>(new ParsedDocument(Metadata.NONE, blocks, List.of()))));
    return new TestRecord<>(encoded.key(), encoded.value(), encoded.headers(), NOW);
  }

  private Outcome<EmbeddedDocument> read(TestRecord<byte[], byte[]> record) {
    return embedded.decode(record.value(), record.headers()).outcome();
  }

  @Test
  void asManyPassagesAsAllowed_areEmbeddedHere() {
    fastInput.pipeInput(document(FAST_PASSAGES, "word"));
    assertThat(read(fastOutput.readRecord())).isInstanceOf(Outcome.Content.class);
    assertThat(moved.isEmpty()).isTrue();
  }

  @Test
  void moreThanAllowed_areDeferred_andEmbeddedInTheSlowLane_underTheKeyTheyCameWith() {
    fastInput.pipeInput(document(FAST_PASSAGES + 1, "word"));
    assertThat(read(fastOutput.readRecord())).isEqualTo(new Outcome.Deferred<>());
    assertThat(embedder.calls).hasValue(0);
    assertThat(telemetry.deferred).containsExactly(Stage.EMBED);
    TestRecord<byte[], byte[]> record = moved.readRecord();
    assertThat(new String(record.key(), UTF_8)).isEqualTo("+documents/default/a");

    slowInput.pipeInput(record);
    TestRecord<byte[], byte[]> out = slowOutput.readRecord();
    assertThat(out.key()).isEqualTo(record.key());
    assertThat(read(out))
        .isInstanceOfSatisfying(
            Outcome.Content.class,
            content ->
                assertThat(((EmbeddedDocument) content.content()).passages())
                    .hasSize(FAST_PASSAGES + 1));
  }

  @Test
  void textThatIsSurelyTooMuch_isNotEvenCut() {
    fastInput.pipeInput(document(1, "w".repeat(2000)));
    assertThat(read(fastOutput.readRecord())).isEqualTo(new Outcome.Deferred<>());
    assertThat(moved.isEmpty()).isFalse();
  }

  @Test
  void replayThatIsRefusedHere_isALetterOfThatAttempt() {
    parsedInTheSlowLane(_ -> new DirectExecutor(), () -> {}, List.of(published(4, "refuse me")));
    TestRecord<byte[], byte[]> letter = output(slow, "freshet.dead-letters").readRecord();
    assertThat(letter.headers().lastHeader(HeaderNames.ERROR_STAGE).value())
        .asString()
        .isEqualTo("embed");
    assertThat(letter.headers().lastHeader(HeaderNames.ERROR_ATTEMPT).value())
        .asString()
        .isEqualTo("2");
    assertThat(read(slowOutput.readRecord())).isInstanceOf(Outcome.Dead.class);
  }

  @Test
  void newerVersionThatIsRefused_leavesTheOlderStanding_whereBothComeThisFar() {
    var held = new HeldExecutor();
    var made = new AtomicInteger();
    // The first are the model's callers, the second work on documents.
    try (TopologyTestDriver embedding =
        driver(
            Lane.SLOW,
            embedJob(),
            _ -> made.getAndIncrement() == 0 ? new DirectExecutor() : held)) {
      input(embedding, Lane.SLOW)
          .pipeRecordList(List.of(document(4, 1, "word"), document(5, 1, "refuse me")));
      held.run();
      embedding.advanceWallClockTime(CommitGate.SLICE);
      var out = output(embedding, TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.SLOW));
      assertThat(read(out.readRecord())).isInstanceOf(Outcome.Content.class);
      assertThat(read(out.readRecord())).isInstanceOf(Outcome.Dead.class);
    }
  }

  @Test
  void newerVersionThatIsRefused_afterTheOlderWasNotParsedForItsSake_bringsTheOlderBack() {
    kept.put(new Position("documents", 0, 4), "good");
    var held = new HeldExecutor();
    parsedInTheSlowLane(
        _ -> held, held::run, List.of(published(4, "good"), published(5, "refuse me")));

    assertThat(read(slowOutput.readRecord())).isEqualTo(new Outcome.Superseded<>());
    assertThat(read(slowOutput.readRecord())).isInstanceOf(Outcome.Dead.class);
    TestRecord<byte[], byte[]> again = slowOutput.readRecord();
    assertThat(read(again)).isEqualTo(new Outcome.Deferred<>());
    assertThat(FlowCodec.origin(again.headers()).orElseThrow().version().position().token())
        .isEqualTo("documents-0@4");
    assertThat(output(slow, "freshet.dead-letters").readRecordsToList())
        .singleElement()
        .extracting(letter -> letter.headers().lastHeader(HeaderNames.ERROR_POSITION).value())
        .isEqualTo("documents-0@5".getBytes(UTF_8));

    parsedInTheSlowLane(
        _ -> new DirectExecutor(),
        () -> {},
        output(slow, TopicNames.DEFAULT.slow()).readRecordsToList());
    TestRecord<byte[], byte[]> older = slowOutput.readRecord();
    assertThat(read(older)).isInstanceOf(Outcome.Content.class);
    assertThat(new String(older.key(), UTF_8))
        .as("out of order: not under the document's key")
        .isEqualTo("documents/default/a@documents-0@4");
  }

  @Test
  void versionLeftOut_thatKafkaNoLongerKeeps_isPassedOver() {
    var held = new HeldExecutor();
    parsedInTheSlowLane(
        _ -> held, held::run, List.of(published(4, "good"), published(5, "refuse me")));
    assertThat(slowOutput.readRecordsToList()).hasSize(2);
    assertThat(output(slow, TopicNames.DEFAULT.slow()).isEmpty()).isTrue();
  }

  @Test
  void whatWasLeftOut_isToldToTheSlowLane_byWhatGoesThere() {
    TestRecord<byte[], byte[]> large = document(FAST_PASSAGES + 1, "word");
    large.headers().add(HeaderNames.LEFT_OUT, "documents-0@3".getBytes(UTF_8));
    fastInput.pipeInput(large);
    assertThat(moved.readRecord().headers().lastHeader(HeaderNames.LEFT_OUT).value())
        .isEqualTo("documents-0@3".getBytes(UTF_8));
  }
}
