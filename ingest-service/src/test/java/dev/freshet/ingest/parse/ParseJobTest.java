package dev.freshet.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.quality.QualitySettings;
import dev.freshet.ingest.streams.CommitGate;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParseJobTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final WindowLimits LIMITS = new WindowLimits(4, 10_000);
  private static final int MAX_BYTES = 1000;

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());
  private final FakeParser parser = new FakeParser();
  private final TopologyTestDriver driver = driver(new DirectExecutor(), LIMITS);
  private final TestInputTopic<byte[], byte[]> documents =
      driver.createInputTopic("documents", new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> parsed = output("freshet.parsed");
  private final TestOutputTopic<byte[], byte[]> deadLetters = output("freshet.dead-letters");

  private TopologyTestDriver driver(ExecutorService workers, WindowLimits limits) {
    var job =
        new ParseJob(
            List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk")),
            TopicNames.DEFAULT,
            parser,
            Claims.NONE,
            MAX_BYTES,
            new Quality(QualitySettings.of(Settings.defaults()), telemetry),
            limits,
            telemetry,
            InstantSource.fixed(NOW));
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(Lane.LIVE, retry, _ -> workers)), new Properties());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private FlowRecord<ParsedDocument> nextParsed() {
    TestRecord<byte[], byte[]> record = parsed.readRecord();
    return codec.decode(record.value(), record.headers());
  }

  private Reason nextReason() {
    return nextParsed().outcome() instanceof Outcome.Dead<ParsedDocument>(var failure)
        ? failure.reason()
        : null;
  }

  @Test
  void file_isParsed_withItsPositionAndTimes() {
    documents.pipeInput("a".getBytes(UTF_8), "hello".getBytes(UTF_8), NOW);
    FlowRecord<ParsedDocument> record = nextParsed();
    assertThat(record.origin().identity().key()).isEqualTo("documents/default/a");
    assertThat(record.origin().version().position()).isEqualTo(new Position("documents", 0, 0));
    assertThat(record.origin().version().publishedAt()).isEqualTo(NOW);
    assertThat(record.origin().times()).hasSize(1);
    assertThat(record.outcome()).isInstanceOf(Outcome.Content.class);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void nullValue_deletes() {
    documents.pipeInput("a".getBytes(UTF_8), null, NOW);
    assertThat(nextParsed().outcome()).isEqualTo(new Outcome.Deleted<>());
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void brokenFile_isADeadLetter_withItsBytesAndTheReason() {
    var headers = new RecordHeaders().add("filename", "x.pdf".getBytes(UTF_8));
    documents.pipeInput(
        new TestRecord<>(
            "a".getBytes(UTF_8),
            "broken!".getBytes(UTF_8),
            headers,
            Instant.parse("2025-12-31T00:00:00Z")));
    assertThat(nextReason()).isEqualTo(Reason.CORRUPT);
    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("broken!".getBytes(UTF_8));
    assertThat(header(letter, "filename")).isEqualTo("x.pdf");
    assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("corrupt");
    assertThat(header(letter, HeaderNames.ERROR_STAGE)).isEqualTo("parse");
    assertThat(header(letter, HeaderNames.ERROR_MESSAGE)).isEqualTo("the file is broken");
    assertThat(header(letter, HeaderNames.ERROR_POSITION)).isEqualTo("documents-0@0");
    assertThat(header(letter, HeaderNames.ERROR_TIME)).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(header(letter, HeaderNames.ERROR_SOURCE_TIME)).isEqualTo("2025-12-31T00:00:00Z");
    assertThat(telemetry.deadLetters).containsExactly(Reason.CORRUPT);
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void emptyAndOverlargeFiles_areDeadLetters() {
    documents.pipeInput("a".getBytes(UTF_8), new byte[0], NOW);
    documents.pipeInput("b".getBytes(UTF_8), new byte[MAX_BYTES + 1], NOW);
    assertThat(nextReason()).isEqualTo(Reason.EMPTY);
    assertThat(nextReason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(deadLetters.getQueueSize()).isEqualTo(2);
  }

  @Test
  void recordWithoutId_isToldUnderItsPosition() {
    documents.pipeInput(null, "hello".getBytes(UTF_8), NOW);
    FlowRecord<ParsedDocument> record = nextParsed();
    assertThat(record.origin().identity().id().value()).isEqualTo("documents-0@0");
    assertThat(deadLetters.readRecord().key()).isNull();
    assertThat(telemetry.deadLetters).containsExactly(Reason.BAD_ID);
  }

  @Test
  void badHeader_isToldOfTheDocument() {
    var headers = new RecordHeaders().add("expires-at", "soon".getBytes(UTF_8));
    documents.pipeInput(
        new TestRecord<>("a".getBytes(UTF_8), "hello".getBytes(UTF_8), headers, NOW));
    FlowRecord<ParsedDocument> record = nextParsed();
    assertThat(record.origin().identity().id().value()).isEqualTo("a");
    assertThat(telemetry.deadLetters).containsExactly(Reason.BAD_HEADER);
  }

  /** It cannot be reckoned with: nobody behind it may be kept waiting for ever. */
  @Test
  void timeBeyondAllReckoning_isADeadLetter_andTheNextIsParsed() {
    for (String time : List.of("+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00+18:00")) {
      var headers = new RecordHeaders().add("published-at", time.getBytes(UTF_8));
      documents.pipeInput(
          new TestRecord<>("a".getBytes(UTF_8), "hello".getBytes(UTF_8), headers, NOW));
      assertThat(nextReason()).isEqualTo(Reason.BAD_HEADER);
    }
    documents.pipeInput("b".getBytes(UTF_8), "hello".getBytes(UTF_8), NOW);
    assertThat(nextParsed().outcome()).isInstanceOf(Outcome.Content.class);
  }

  @Test
  void sparedParse_isCountedAndSaidOfTheRecord() {
    documents.pipeInput("a".getBytes(UTF_8), "new file".getBytes(UTF_8), NOW);
    documents.pipeInput("a".getBytes(UTF_8), "known file".getBytes(UTF_8), NOW);
    documents.pipeInput("a".getBytes(UTF_8), "broken".getBytes(UTF_8), NOW);
    assertThat(nextParsed().origin().parseSpared()).isFalse();
    assertThat(nextParsed().origin().parseSpared()).isTrue();
    assertThat(telemetry.parses).hasValue(2);
    assertThat(telemetry.parsesSpared).hasValue(1);
  }

  @Test
  void fileThatCameExpired_isNotParsed_butHandedOnAsWhatItSaysOfItself() {
    var headers =
        new RecordHeaders()
            .add("expires-at", "2025-12-31T23:59:59Z".getBytes(UTF_8))
            .add("title", "Offer".getBytes(UTF_8));
    documents.pipeInput(
        new TestRecord<>("a".getBytes(UTF_8), "broken!".getBytes(UTF_8), headers, NOW));
    var outcome = nextParsed().outcome();
    assertThat(outcome).isInstanceOf(Outcome.Content.class);
    ParsedDocument document = ((Outcome.Content<ParsedDocument>) outcome).content();
    assertThat(document.blocks()).isEmpty();
    assertThat(document.metadata().title()).isEqualTo("Offer");
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(telemetry.parses).hasValue(0);
  }

  @Test
  void liveFileThatHoldsOthersUp_letsThemGoAhead_andComesOnceMore() {
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        TopologyTestDriver live = driver(workers, LIMITS.withTurn(Duration.ofMillis(1)))) {
      var in =
          live.createInputTopic("documents", new ByteArraySerializer(), new ByteArraySerializer());
      var out =
          live.createOutputTopic(
              "freshet.parsed", new ByteArrayDeserializer(), new ByteArrayDeserializer());
      in.pipeInput("a".getBytes(UTF_8), "hang".getBytes(UTF_8), NOW);
      in.pipeInput("b".getBytes(UTF_8), "good".getBytes(UTF_8), NOW);

      assertThat(next(live, out)).isEqualTo("documents-0@0 deferred !documents/default/a");
      assertThat(next(live, out)).isEqualTo("documents-0@1 content documents/default/b");
      assertThat(out.isEmpty()).isTrue();
      assertThat(telemetry.steppedAside).containsExactly(Stage.PARSE);
      assertThat(telemetry.deferred).isEmpty();

      parser.hanging.countDown();
      assertThat(next(live, out)).isEqualTo("documents-0@0 content documents/default/a");
      assertThat(out.isEmpty()).isTrue();
    }
  }

  /** Position, outcome and key of the next record, whenever that comes. */
  private String next(TopologyTestDriver live, TestOutputTopic<byte[], byte[]> out) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (out.isEmpty()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      live.advanceWallClockTime(CommitGate.SLICE);
    }
    TestRecord<byte[], byte[]> record = out.readRecord();
    FlowRecord<ParsedDocument> flow = codec.decode(record.value(), record.headers());
    return "%s %s %s"
        .formatted(
            flow.origin().version().position().token(),
            flow.outcome().label(),
            new String(record.key(), UTF_8));
  }
}
