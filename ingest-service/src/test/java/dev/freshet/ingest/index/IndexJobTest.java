package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.MemoryWriter;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexJobTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
  private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));

  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final MemoryWriter writer = new MemoryWriter();
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final JobRun run =
      new JobRun(Lane.LIVE, new OutageRetry(telemetry, new Random(1)), _ -> new DirectExecutor());
  private Instant now = NOW;
  private boolean serves = true;
  private final List<EmbeddedDocument> arrived = new ArrayList<>();
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> input =
      driver.createInputTopic(
          TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.LIVE),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> events =
      driver.createOutputTopic(
          "freshet.index-events", new ByteArrayDeserializer(), new ByteArrayDeserializer());

  private TopologyTestDriver driver() {
    var job =
        new IndexJob(
            TopicNames.DEFAULT,
            GENERATION,
            writer,
            Duration.ofMinutes(1),
            Duration.ofDays(31),
            _ -> {},
            () -> serves,
            arrived::add,
            telemetry,
            () -> now);
    return new TopologyTestDriver(job.topology(run), new Properties());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private void pipe(long offset, Outcome<EmbeddedDocument> outcome) {
    Origin origin =
        new Origin(
            new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a")),
            version(offset),
            List.of());
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    input.pipeInput(new TestRecord<>(encoded.key(), encoded.value(), encoded.headers(), PUBLISHED));
  }

  @Test
  void arrivals_areWhatReadersAreGivenAnew_once_andOnlyOfTheGenerationThatServes() {
    pipe(4, content());
    pipe(4, content());
    pipe(5, new Outcome.Deleted<>());
    pipe(3, content());
    assertThat(arrived).hasSize(1);
    serves = false;
    pipe(6, content());
    assertThat(arrived).hasSize(1);
  }

  private static Version version(long offset) {
    return new Version(new Position("documents", 0, offset), PUBLISHED);
  }

  private static Outcome<EmbeddedDocument> content() {
    return new Outcome.Content<>(new EmbeddedDocument(Metadata.NONE, List.of(), List.of()));
  }

  private static Outcome<EmbeddedDocument> until(Instant end) {
    Metadata metadata =
        new Metadata(
            "Offer",
            "",
            "",
            "",
            Optional.empty(),
            Optional.of(end),
            List.of("user:ann"),
            Map.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            0);
    return new Outcome.Content<>(new EmbeddedDocument(metadata, List.of(), List.of()));
  }

  /** As much time as the search for expired documents waits at most, and all that is told in it. */
  private List<IndexEvent> toldInAWhile() {
    List<IndexEvent> told = new ArrayList<>();
    Instant deadline = Instant.now().plusMillis(300);
    while (Instant.now().isBefore(deadline)) {
      driver.advanceWallClockTime(Duration.ofMillis(1));
      events.readValuesToList().forEach(value -> told.add(new IndexEventCodec().decode(value)));
    }
    return told;
  }

  /** The events in order; the driver's punctuator tells what waited for a refresh. */
  private List<IndexEvent> told(int count) {
    List<IndexEvent> told = new ArrayList<>();
    for (int i = 0; i < 10_000 && told.size() < count; i++) {
      driver.advanceWallClockTime(Duration.ofMillis(1));
      events.readValuesToList().forEach(value -> told.add(new IndexEventCodec().decode(value)));
    }
    return told;
  }

  @Test
  void document_isRefreshed_thenTold_withItsTimes() {
    pipe(4, content());
    List<IndexEvent> told = told(1);
    assertThat(writer.calls).containsExactly("replace a documents-0@4", "refresh");
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(DocumentState.INDEXED);
    assertThat(told.getFirst().input().offset()).isZero();
    assertThat(told.getFirst().origin().times())
        .extracting(StageTime::stage)
        .containsExactly(Stage.INDEX, Stage.REFRESH);
    assertThat(telemetry.freshness).containsExactly(Duration.ofSeconds(10));
  }

  @Test
  void whatCouldNotBeRead_isToldWithTheRest() {
    List<String> notices = List.of("The document b.docx inside could not be read.");
    pipe(4, new Outcome.Content<>(new EmbeddedDocument(Metadata.NONE, List.of(), notices)));
    assertThat(told(1).getFirst().notices()).isEqualTo(notices);
  }

  @Test
  void olderVersion_isSuperseded_andNotWritten() {
    pipe(4, content());
    pipe(3, content());
    assertThat(told(2))
        .extracting(IndexEvent::state)
        .containsExactly(DocumentState.INDEXED, DocumentState.SUPERSEDED);
    assertThat(writer.calls).contains("skip 1").doesNotContain("replace a documents-0@3");
  }

  @Test
  void olderVersion_ofADeletedDocument_doesNotComeBack() {
    pipe(4, new Outcome.Deleted<>());
    pipe(3, content());
    assertThat(told(2))
        .extracting(IndexEvent::state)
        .containsExactly(DocumentState.DELETED, DocumentState.SUPERSEDED);
  }

  @Test
  void replay_isToldAgain_andNotWrittenAgain() {
    pipe(4, content());
    pipe(4, content());
    assertThat(told(2)).extracting(IndexEvent::state).containsOnly(DocumentState.INDEXED);
    assertThat(writer.calls).containsOnlyOnce("replace a documents-0@4");
    assertThat(telemetry.freshness).hasSize(1);
  }

  @Test
  void deadDocument_leavesTheLastGoodVersion() {
    pipe(4, content());
    pipe(5, new Outcome.Dead<>(new Failure(Stage.PARSE, Reason.CORRUPT, "broken")));
    List<IndexEvent> told = told(2);
    assertThat(told.get(1).state()).isEqualTo(DocumentState.DEAD);
    assertThat(told.get(1).failure().orElseThrow().reason()).isEqualTo(Reason.CORRUPT);
    assertThat(writer.heads().values()).singleElement().matches(head -> !head.deleted());
  }

  @Test
  void expiredDocument_isToldOnce_andRemovedOnlyOnceThatIsAcknowledged() {
    pipe(4, until(NOW.plusSeconds(5)));
    assertThat(told(1)).extracting(IndexEvent::state).containsExactly(DocumentState.INDEXED);
    assertThat(toldInAWhile()).isEmpty();
    now = NOW.plusSeconds(5);
    List<IndexEvent> told = toldInAWhile();
    assertThat(told).hasSize(1);
    IndexEvent gone = told.getFirst();
    assertThat(gone.state()).isEqualTo(DocumentState.DELETED);
    assertThat(gone.origin().version()).isEqualTo(version(4));
    assertThat(gone.metadata().title()).isEqualTo("Offer");
    assertThat(gone.metadata().acl()).containsExactly("user:ann");
    assertThat(gone.input().offset()).isZero();
    assertThat(writer.calls).noneMatch(call -> call.startsWith("expire"));
    run.gate().flushed();
    assertThat(toldInAWhile()).isEmpty();
    assertThat(writer.calls).containsSubsequence("expire a documents-0@4", "refresh");
    assertThat(writer.heads().values()).singleElement().matches(Head::deleted);
  }

  @Test
  void documentThatCameExpired_isDeletedAtOnce() {
    pipe(4, until(NOW));
    List<IndexEvent> told = told(1);
    assertThat(told).extracting(IndexEvent::state).containsExactly(DocumentState.DELETED);
    assertThat(told.getFirst().metadata().title()).isEqualTo("Offer");
    assertThat(writer.calls).contains("delete a documents-0@4");
  }

  @Test
  void replayAfterExpiry_doesNotComeBack() {
    pipe(4, until(NOW.plusSeconds(5)));
    told(1);
    now = NOW.plusSeconds(6);
    pipe(4, until(NOW.plusSeconds(5)));
    pipe(4, until(NOW.plusSeconds(5)));
    assertThat(told(2)).extracting(IndexEvent::state).containsOnly(DocumentState.DELETED);
    assertThat(writer.heads().values()).singleElement().matches(Head::deleted);
    assertThat(writer.calls).containsOnlyOnce("replace a documents-0@4");
  }

  @Test
  void contentOfAnExpiredVersion_isDeletedStill_whereTheClockWentBack() {
    now = NOW.plusSeconds(9);
    pipe(4, until(NOW.plusSeconds(5)));
    told(1);
    now = NOW;
    pipe(4, until(NOW.plusSeconds(5)));
    assertThat(told(1)).extracting(IndexEvent::state).containsExactly(DocumentState.DELETED);
  }

  @Test
  void newerVersionWithALaterExpiry_lives() {
    pipe(4, until(NOW.plusSeconds(5)));
    pipe(5, until(NOW.plusSeconds(50)));
    told(2);
    now = NOW.plusSeconds(6);
    assertThat(toldInAWhile()).isEmpty();
    run.gate().flushed();
    assertThat(toldInAWhile()).isEmpty();
    assertThat(writer.heads().values()).singleElement().matches(head -> !head.deleted());
  }

  @Test
  void versionThatCameBetweenTellingAndRemoving_stays() {
    pipe(4, until(NOW.plusSeconds(5)));
    told(1);
    now = NOW.plusSeconds(5);
    assertThat(toldInAWhile()).hasSize(1);
    pipe(5, content());
    assertThat(told(1)).extracting(IndexEvent::state).containsExactly(DocumentState.INDEXED);
    run.gate().flushed();
    assertThat(toldInAWhile()).isEmpty();
    assertThat(writer.heads().values()).singleElement().matches(head -> !head.deleted());
  }

  @Test
  void tombstones_areSweptByTheirRetention() {
    toldInAWhile();
    assertThat(writer.tombstoneSweeps).containsOnly(NOW.minus(Duration.ofDays(31)));
  }
}
