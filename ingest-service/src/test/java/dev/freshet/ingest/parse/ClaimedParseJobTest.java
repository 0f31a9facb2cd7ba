package dev.freshet.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimHeader;
import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Stage;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeClaims;
import dev.freshet.ingest.fakes.FakeParser;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.quality.QualitySettings;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.net.URI;
import java.nio.file.Path;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that refer to their bytes, from a fast lane to the slow one. */
class ClaimedParseJobTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FakeParser parser = new FakeParser();
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());
  private FakeClaims claims;
  private TopologyTestDriver fast;
  private TopologyTestDriver slow;
  private TestInputTopic<byte[], byte[]> documents;
  private TestInputTopic<byte[], byte[]> slowDocuments;
  private TestOutputTopic<byte[], byte[]> parsed;
  private TestOutputTopic<byte[], byte[]> deferred;
  private TestOutputTopic<byte[], byte[]> slowParsed;
  private TestOutputTopic<byte[], byte[]> letters;
  private TestOutputTopic<byte[], byte[]> slowLetters;

  @BeforeEach
  void open() {
    claims = new FakeClaims(folder);
    fast = driver(Lane.LIVE, claims);
    slow = driver(Lane.SLOW, claims);
    documents = input(fast, "documents");
    slowDocuments = input(slow, "freshet.documents.slow");
    parsed = output(fast, "freshet.parsed");
    deferred = output(fast, "freshet.documents.slow");
    letters = output(fast, "freshet.dead-letters");
    slowParsed = output(slow, "freshet.parsed.slow");
    slowLetters = output(slow, "freshet.dead-letters");
  }

  private TopologyTestDriver driver(Lane lane, Claims places) {
    var job =
        new ParseJob(
            List.of(SourceTopic.parse("documents")),
            TopicNames.DEFAULT,
            parser,
            places,
            1000,
            new Quality(QualitySettings.of(Settings.defaults()), telemetry),
            new WindowLimits(4, 10_000),
            telemetry,
            InstantSource.fixed(NOW));
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(lane, retry, _ -> new DirectExecutor())), new Properties());
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
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

  private void publish(Headers headers, byte[] value) {
    documents.pipeInput(new TestRecord<>("a".getBytes(UTF_8), value, headers, NOW));
  }

  private void publish(Claim claim) {
    Headers headers = new RecordHeaders().add("title", "Given".getBytes(UTF_8));
    ClaimHeader.add(headers, claim);
    publish(headers, new byte[0]);
  }

  private FlowRecord<ParsedDocument> next(TestOutputTopic<byte[], byte[]> topic) {
    TestRecord<byte[], byte[]> record = topic.readRecord();
    return codec.decode(record.value(), record.headers());
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static ParsedDocument content(FlowRecord<ParsedDocument> record) {
    return ((Outcome.Content<ParsedDocument>) record.outcome()).content();
  }

  @Test
  void reference_goesToTheSlowLane_unfetched_andIsReadThere() {
    Claim claim = claims.with("a", "one\ntwo");
    publish(claim);

    assertThat(next(parsed).outcome()).isEqualTo(new Outcome.Deferred<>());
    assertThat(claims.fetched).hasValue(0);
    assertThat(parser.files).hasValue(0);
    assertThat(telemetry.deferred).containsExactly(Stage.PARSE);
    TestRecord<byte[], byte[]> moved = deferred.readRecord();
    assertThat(moved.value()).isEmpty();
    assertThat(ClaimHeader.read(moved.headers())).contains(claim);

    slowDocuments.pipeInput(moved);
    FlowRecord<ParsedDocument> read = next(slowParsed);
    assertThat(content(read).blocks())
        .containsExactly(new Block.Paragraph("one"), new Block.Paragraph("two"));
    assertThat(content(read).metadata().title()).isEqualTo("Given");
    assertThat(content(read).metadata().bytes()).isEqualTo(7);
    assertThat(read.origin().version().position().token()).isEqualTo("documents-0@0");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void bytesReadBefore_areKnownByTheirSum_inTheFastLane() {
    Claim claim = claims.with("a", "one");
    parser.known.add(claim.sha256());
    publish(claim);

    FlowRecord<ParsedDocument> read = next(parsed);
    assertThat(content(read).blocks()).containsExactly(new Block.Paragraph("remembered"));
    assertThat(read.origin().parseSpared()).isTrue();
    assertThat(claims.fetched).hasValue(0);
    assertThat(deferred.isEmpty()).isTrue();
  }

  @Test
  void missingAndOtherBytes_areDeadLetters_withTheReferenceAndTheReason() {
    Claim missing = claims.with("gone", "one");
    claims.remove("gone");
    Claim other = claims.with("other", "one");
    claims.with("other", "two");
    for (Claim claim : List.of(missing, other)) {
      publish(claim);
      slowDocuments.pipeInput(deferred.readRecord());
      assertThat(next(slowParsed).outcome()).isInstanceOf(Outcome.Dead.class);
    }
    TestRecord<byte[], byte[]> first = slowLetters.readRecord();
    assertThat(header(first, HeaderNames.ERROR_REASON)).isEqualTo("claim-missing");
    assertThat(ClaimHeader.read(first.headers())).contains(missing);
    assertThat(header(first, "title")).isEqualTo("Given");
    assertThat(first.value()).isEmpty();
    assertThat(header(slowLetters.readRecord(), HeaderNames.ERROR_REASON))
        .isEqualTo("claim-mismatch");
    assertThat(telemetry.outages).isEmpty();
  }

  @Test
  void forbiddenPlace_isADeadLetter_inTheFastLane_withoutALook() {
    Claim allowed = claims.with("a", "one");
    publish(new Claim(URI.create("file:/etc/passwd"), allowed.size(), allowed.sha256()));
    assertThat(header(letters.readRecord(), HeaderNames.ERROR_REASON)).isEqualTo("claim-refused");
    assertThat(deferred.isEmpty()).isTrue();
    assertThat(claims.fetched).hasValue(0);
  }

  @Test
  void knownSum_opensNoForbiddenPlace() {
    Claim allowed = claims.with("a", "one");
    parser.known.add(allowed.sha256());
    publish(new Claim(URI.create("file:/etc/passwd"), allowed.size(), allowed.sha256()));
    assertThat(header(letters.readRecord(), HeaderNames.ERROR_REASON)).isEqualTo("claim-refused");
  }

  @Test
  void malformedReference_isABadHeader() {
    publish(new RecordHeaders().add(HeaderNames.CLAIM, "{}".getBytes(UTF_8)), new byte[0]);
    publish(new RecordHeaders().add(HeaderNames.CLAIM, null), new byte[0]);
    Headers good = new RecordHeaders();
    ClaimHeader.add(good, claims.with("a", "one"));
    publish(good, "bytes".getBytes(UTF_8));
    publish(good, null);

    for (String told :
        List.of(
            "give {\"uri\": …, \"size\": …, \"sha256\": …} as JSON",
            "is empty: give a reference",
            "stands on a value of 5 bytes: give an empty value, or no reference",
            "stands on a null value, which deletes: give an empty value, or no reference")) {
      TestRecord<byte[], byte[]> letter = letters.readRecord();
      assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("bad-header");
      assertThat(header(letter, HeaderNames.ERROR_MESSAGE))
          .startsWith("header freshet-claim")
          .endsWith(told);
    }
    assertThat(claims.forgotten).isEmpty();
  }

  @Test
  void placeThatIsAway_isWaitedFor_andNoDeadLetter() {
    Claim claim = claims.with("a", "one");
    claims.outages.set(3);
    publish(claim);
    slowDocuments.pipeInput(deferred.readRecord());
    assertThat(content(next(slowParsed)).blocks()).hasSize(1);
    assertThat(telemetry.outages).containsExactly("claims", "claims", "claims");
    assertThat(slowLetters.isEmpty()).isTrue();
  }

  @Test
  void deletion_forgetsTheBytes() {
    publish(new RecordHeaders(), null);
    assertThat(next(parsed).outcome()).isEqualTo(new Outcome.Deleted<>());
    assertThat(claims.forgotten).containsExactly("documents/default/a until " + NOW);
  }

  @Test
  void nothingConfigured_everyReferenceIsRefused() {
    try (TopologyTestDriver bare = driver(Lane.LIVE, Claims.NONE)) {
      Headers headers = new RecordHeaders();
      ClaimHeader.add(headers, claims.with("a", "one"));
      input(bare, "documents")
          .pipeInput(new TestRecord<>("a".getBytes(UTF_8), new byte[0], headers, NOW));
      assertThat(
              header(output(bare, "freshet.dead-letters").readRecord(), HeaderNames.ERROR_REASON))
          .isEqualTo("claim-refused");
    }
  }
}
