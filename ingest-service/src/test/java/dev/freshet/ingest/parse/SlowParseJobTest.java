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
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a fast lane to the slow one, and what comes of it there. */
class SlowParseJobTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant PUBLISHED = Instant.parse("2025-12-31T10:00:00.123Z");

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());
  private final TopologyTestDriver fast = driver(Lane.LIVE);
  private final TopologyTestDriver slow = driver(Lane.SLOW);
  private final TestInputTopic<byte[], byte[]> documents =
      fast.createInputTopic("documents", new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> fastParsed = output(fast, "freshet.parsed");
  private final TestOutputTopic<byte[], byte[]> deferred = output(fast, "freshet.documents.slow");
  private final TestInputTopic<byte[], byte[]> slowDocuments =
      slow.createInputTopic(
          "freshet.documents.slow", new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> slowParsed = output(slow, "freshet.parsed.slow");
  private final TestOutputTopic<byte[], byte[]> letters = output(slow, "freshet.dead-letters");

  private TopologyTestDriver driver(Lane lane) {
    var job =
        new ParseJob(
            List.of(SourceTopic.parse("documents")),
            TopicNames.DEFAULT,
            new FakeParser(),
            Claims.NONE,
            1000,
            new Quality(QualitySettings.of(Settings.defaults()), telemetry),
            new WindowLimits(4, 10_000),
            telemetry,
            InstantSource.fixed(NOW));
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(lane, retry, _ -> new DirectExecutor())), new Properties());
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

  private FlowRecord<ParsedDocument> read(TestRecord<byte[], byte[]> record) {
    return codec.decode(record.value(), record.headers());
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private static Headers headers(String position, String time, String attempt) {
    Headers headers = new RecordHeaders();
    headers.add("title", "Given".getBytes(UTF_8));
    headers.add(HeaderNames.SOURCE_POSITION, position.getBytes(UTF_8));
    headers.add(HeaderNames.SOURCE_TIME, time.getBytes(UTF_8));
    headers.add(HeaderNames.ATTEMPT, attempt.getBytes(UTF_8));
    return headers;
  }

  private void pipeSlow(String id, String text, Headers headers) {
    slowDocuments.pipeInput(
        new TestRecord<>(id.getBytes(UTF_8), text.getBytes(UTF_8), headers, NOW));
  }

  @Test
  void fileThatOutrunsTheFastLane_isDeferred_andReadInTheSlowOne() {
    var given = new RecordHeaders().add("title", "Given".getBytes(UTF_8));
    documents.pipeInput(
        new TestRecord<>("a".getBytes(UTF_8), "slow text".getBytes(UTF_8), given, PUBLISHED));

    TestRecord<byte[], byte[]> passing = fastParsed.readRecord();
    assertThat(read(passing).outcome()).isEqualTo(new Outcome.Deferred<>());
    assertThat(telemetry.deferred).containsExactly(Stage.PARSE);
    assertThat(telemetry.deadLetters).isEmpty();
    TestRecord<byte[], byte[]> moved = deferred.readRecord();
    assertThat(header(moved, HeaderNames.SOURCE_POSITION)).isEqualTo("documents-0@0");
    assertThat(header(moved, HeaderNames.SOURCE_TIME)).isEqualTo("2025-12-31T10:00:00.123Z");
    assertThat(header(moved, HeaderNames.ATTEMPT)).isEqualTo("2");
    assertThat(moved.getRecordTime()).isEqualTo(NOW);

    slowDocuments.pipeInput(moved);
    TestRecord<byte[], byte[]> parsed = slowParsed.readRecord();
    assertThat(read(parsed).outcome()).isInstanceOf(Outcome.Content.class);
    assertThat(read(parsed).origin().identity()).isEqualTo(read(passing).origin().identity());
    assertThat(read(parsed).origin().version()).isEqualTo(read(passing).origin().version());
    assertThat(new String(parsed.key(), UTF_8)).isEqualTo("documents/default/a");
    var content = (Outcome.Content<ParsedDocument>) read(parsed).outcome();
    assertThat(content.content().metadata().title()).isEqualTo("Given");
    assertThat(header(parsed, HeaderNames.ATTEMPT)).isEqualTo("2");
  }

  @Test
  void firstAttempt_saysNothingOfIt() {
    documents.pipeInput("a".getBytes(UTF_8), "good".getBytes(UTF_8));
    assertThat(header(fastParsed.readRecord(), HeaderNames.ATTEMPT)).isNull();
  }

  @Test
  void replayOfAnySource_isRead_underAKeyOfItsOwn() {
    pipeSlow("a", "good", headers("other.topic-3@17", "2026-01-01T12:00:00+02:00", "5"));
    TestRecord<byte[], byte[]> parsed = slowParsed.readRecord();
    var origin = read(parsed).origin();
    assertThat(origin.identity().key()).isEqualTo("other.topic/default/a");
    assertThat(origin.version().position()).isEqualTo(new Position("other.topic", 3, 17));
    assertThat(origin.version().publishedAt()).isEqualTo(Instant.parse("2026-01-01T10:00:00Z"));
    assertThat(new String(parsed.key(), UTF_8)).isEqualTo("other.topic/default/a@other.topic-3@17");
    assertThat(letters.isEmpty()).isTrue();
  }

  @Test
  void fileThatOutrunsTheSlowLane_isADeadLetterOfThatAttempt() {
    pipeSlow("a", "late", headers("documents-0@4", "2026-01-01T00:00:00Z", "3"));
    assertThat(read(slowParsed.readRecord()).outcome())
        .isInstanceOfSatisfying(
            Outcome.Dead.class,
            dead -> assertThat(dead.failure().reason()).isEqualTo(Reason.TIMEOUT));
    TestRecord<byte[], byte[]> letter = letters.readRecord();
    assertThat(header(letter, HeaderNames.ERROR_ATTEMPT)).isEqualTo("3");
    assertThat(header(letter, HeaderNames.ERROR_POSITION)).isEqualTo("documents-0@4");
    assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("timeout");
    assertThat(header(letter, "title")).isEqualTo("Given");
    assertThat(header(letter, HeaderNames.SOURCE_POSITION)).isNull();
    assertThat(letter.value()).isEqualTo("late".getBytes(UTF_8));
  }

  @Test
  void recordThatIsNoneOfOurs_isADeadLetter_andNothingElse() {
    String time = "2026-01-01T00:00:00Z";
    isRefused(headers("nonsense", time, "2"), HeaderNames.SOURCE_POSITION);
    isRefused(headers("documents-0@4", "yesterday", "2"), HeaderNames.SOURCE_TIME);
    isRefused(headers("documents-0@4", time, "1"), HeaderNames.ATTEMPT);
    isRefused(headers("documents-0@4", time, "two"), HeaderNames.ATTEMPT);
    isRefused(new RecordHeaders(), HeaderNames.SOURCE_POSITION);
    assertThat(slowParsed.isEmpty()).isTrue();
  }

  private void isRefused(Headers headers, String named) {
    pipeSlow("a", "good", headers);
    TestRecord<byte[], byte[]> letter = letters.readRecord();
    assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("bad-header");
    assertThat(header(letter, HeaderNames.ERROR_MESSAGE)).contains(named);
  }
}
