package dev.freshet.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.failure.Failure;
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
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What the policies make of a document, through the topology. */
class QualityPolicyTest {
  private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] KEY = "a".getBytes(UTF_8);
  private static final byte[] PERSONAL = "Write to ann@freshet.dev about it.".getBytes(UTF_8);
  private static final byte[] PLAIN = "Write to nobody about it.".getBytes(UTF_8);

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());

  private TopologyTestDriver driver(Lane lane, String policy) {
    Settings settings = new Settings(Map.of("quality.pii", policy), Map.of(), Map.of());
    var job =
        new ParseJob(
            List.of(SourceTopic.parse("documents")),
            TopicNames.DEFAULT,
            new FakeParser(),
            Claims.NONE,
            1000,
            new Quality(QualitySettings.of(settings), telemetry),
            new WindowLimits(4, 10_000),
            telemetry,
            InstantSource.fixed(PUBLISHED));
    var retry = new OutageRetry(telemetry, new Random(1));
    return new TopologyTestDriver(
        job.topology(new JobRun(lane, retry, _ -> new DirectExecutor())), new Properties());
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<TestRecord<byte[], byte[]>> output(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private List<FlowRecord<ParsedDocument>> parsed(TopologyTestDriver driver, String topic) {
    return output(driver, topic).stream().map(r -> codec.decode(r.value(), r.headers())).toList();
  }

  private static Signal signal(FlowRecord<ParsedDocument> record, Signal.Kind kind) {
    return ((Outcome.Content<ParsedDocument>) record.outcome())
        .content().signals().stream().filter(s -> s.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void byDefaultPolicy_theDocumentGoesOn_withItsSignals() {
    try (TopologyTestDriver driver = driver(Lane.LIVE, "flag")) {
      input(driver, "documents").pipeInput(KEY, PERSONAL, PUBLISHED);
      assertThat(signal(parsed(driver, "freshet.parsed").getFirst(), Signal.Kind.PII))
          .isEqualTo(new Signal(Signal.Kind.PII, 1, "email 1", true));
      assertThat(output(driver, "freshet.dead-letters")).isEmpty();
      assertThat(telemetry.flagged).containsExactly(Signal.Kind.PII);
    }
  }

  @Test
  void dateInTheFuture_contradictsWhenItWasPublished() {
    try (TopologyTestDriver driver = driver(Lane.LIVE, "flag")) {
      var headers = new RecordHeaders().add("published-at", "2031-01-01T00:00:00Z".getBytes(UTF_8));
      input(driver, "documents").pipeInput(new TestRecord<>(KEY, PLAIN, headers, PUBLISHED));
      assertThat(signal(parsed(driver, "freshet.parsed").getFirst(), Signal.Kind.METADATA))
          .isEqualTo(new Signal(Signal.Kind.METADATA, 1, "future", true));
    }
  }

  @Test
  void held_isADeadLetterWithItsBytes_andItsPositionGoesOn_afterTheVersionBefore() {
    try (TopologyTestDriver driver = driver(Lane.LIVE, "hold")) {
      TestInputTopic<byte[], byte[]> documents = input(driver, "documents");
      documents.pipeInput(KEY, PLAIN, PUBLISHED);
      documents.pipeInput(KEY, PERSONAL, PUBLISHED);
      List<TestRecord<byte[], byte[]>> records = output(driver, "freshet.parsed");
      assertThat(records).hasSize(2);
      var held = codec.decode(records.get(1).value(), records.get(1).headers());
      assertThat(((Outcome.Dead<ParsedDocument>) held.outcome()).failure())
          .extracting(Failure::reason)
          .isEqualTo(Reason.HELD);
      // Under a key of its own: compaction keeps the version before, which goes on standing.
      assertThat(records.get(1).key()).isNotEqualTo(records.get(0).key());
      TestRecord<byte[], byte[]> letter = output(driver, "freshet.dead-letters").getFirst();
      assertThat(letter.value()).isEqualTo(PERSONAL);
      assertThat(header(letter, HeaderNames.ERROR_REASON)).isEqualTo("held");
      assertThat(header(letter, HeaderNames.ERROR_MESSAGE))
          .isEqualTo("quality.pii is hold: 1.0 (email 1)");
      assertThat(telemetry.deadLetters).containsExactly(Reason.HELD);
    }
  }

  @Test
  void sketch_goesOnWithTheDocument_andIsTheSameInAnyOrderAndOnAReplay() {
    byte[] one = "They met at noon and ate bread by the river. ".repeat(8).getBytes(UTF_8);
    byte[] other = "Nobody knows why the old bridge had to close. ".repeat(8).getBytes(UTF_8);
    List<Optional<Sketch>> inOrder = sketches(one, other, one);
    assertThat(inOrder.get(0)).isPresent().isEqualTo(inOrder.get(2));
    assertThat(inOrder.get(1)).isPresent().isNotEqualTo(inOrder.get(0));
    assertThat(sketches(other, one)).containsExactly(inOrder.get(1), inOrder.get(0));
  }

  private List<Optional<Sketch>> sketches(byte[]... documents) {
    try (TopologyTestDriver driver = driver(Lane.LIVE, "flag")) {
      for (byte[] document : documents) {
        input(driver, "documents").pipeInput(KEY, document, PUBLISHED);
      }
      return parsed(driver, "freshet.parsed").stream()
          .map(r -> ((Outcome.Content<ParsedDocument>) r.outcome()).content().sketch())
          .toList();
    }
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void heldLetter_replayedUnderAnotherPolicy_goesOnAsTheVersionItWas() {
    assertThat(replayed("hold")).isInstanceOf(Outcome.Dead.class);
    assertThat(replayed("flag")).isInstanceOf(Outcome.Content.class);
  }

  private Outcome<ParsedDocument> replayed(String policy) {
    try (TopologyTestDriver driver = driver(Lane.SLOW, policy)) {
      var headers = new RecordHeaders();
      headers.add(HeaderNames.SOURCE_POSITION, "documents-0@7".getBytes(UTF_8));
      headers.add(HeaderNames.SOURCE_TIME, PUBLISHED.toString().getBytes(UTF_8));
      headers.add(HeaderNames.ATTEMPT, "2".getBytes(UTF_8));
      input(driver, "freshet.documents.slow")
          .pipeInput(new TestRecord<>(KEY, PERSONAL, headers, PUBLISHED));
      FlowRecord<ParsedDocument> record = parsed(driver, "freshet.parsed.slow").getFirst();
      assertThat(record.origin().version().position().token()).isEqualTo("documents-0@7");
      assertThat(record.origin().version().publishedAt()).isEqualTo(PUBLISHED);
      return record.outcome();
    }
  }
}
