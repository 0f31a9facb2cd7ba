package dev.freshet.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.fakes.DirectExecutor;
import dev.freshet.ingest.fakes.FakeEmbedder;
import dev.freshet.ingest.fakes.FakeTelemetry;
import dev.freshet.ingest.fakes.MemoryWriter;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.WindowLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * What a new version of a document costs, through the embed job, with a store that holds the old.
 */
class OnlyWhatChangedTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DocumentIdentity DOCUMENT =
      new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));
  private static final Generation GENERATION =
      new Generation(FakeEmbedder.MODEL, new PassageSettings(64, 0));

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private final MemoryWriter store = new MemoryWriter();
  private final RandomText text = new RandomText(new SplittableRandom(11));
  private final List<Block> large = text.plain(700);
  private long offset;

  /**
   * A version through a job that remembers so many vectors, and into the store.
   *
   * @return how many passages were embedded for it
   */
  private int publish(int remembered, Metadata metadata, List<Block> blocks) {
    var job =
        new EmbedJob(
            TopicNames.DEFAULT,
            new PrioritisedEmbedder(embedder),
            Priority::of,
            GENERATION,
            store,
            remembered,
            10_000,
            _ -> Optional.empty(),
            new WindowLimits(4, 100_000_000),
            telemetry,
            InstantSource.fixed(NOW));
    var run =
        new JobRun(Lane.LIVE, new OutageRetry(telemetry, new Random(1)), _ -> new DirectExecutor());
    var parsed = new FlowCodec<>(new ParsedDocumentCodec());
    int before = embedder.calls.get();
    try (var driver = new TopologyTestDriver(job.topology(run), new Properties())) {
      var in =
          driver.createInputTopic(
              TopicNames.DEFAULT.parsed(Lane.LIVE),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      var out =
          driver.createOutputTopic(
              TopicNames.DEFAULT.embedded(GENERATION.name(), Lane.LIVE),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      Version version = new Version(new Position("documents", 0, offset), NOW);
      var encoded =
          parsed.encode(
              new FlowRecord<>(
                  new Origin(DOCUMENT, version, List.of()),
                  new Outcome.Content<>(new ParsedDocument(metadata, blocks, List.of()))));
      in.pipeInput(new TestRecord<>(encoded.key(), encoded.value(), encoded.headers(), NOW));
      var record = out.readRecord();
      var embedded =
          new FlowCodec<>(new EmbeddedDocumentCodec()).decode(record.value(), record.headers());
      var content = ((Outcome.Content<EmbeddedDocument>) embedded.outcome()).content();
      content
          .passages()
          .forEach(
              passage ->
                  assertThat(passage.vector())
                      .isEqualTo(FakeEmbedder.vector(passage.passage().embedded())));
      store.replace(DOCUMENT, version, content, new Position("embedded", 0, offset++));
    }
    return embedder.calls.get() - before;
  }

  private List<Block> edited(int paragraph) {
    Block.Paragraph old = (Block.Paragraph) large.get(paragraph);
    List<Block> blocks = new ArrayList<>(large);
    blocks.set(paragraph, new Block.Paragraph("Changed. " + old.text()));
    return blocks;
  }

  @Test
  void editOfAThousandPassages_embedsAtMostThree_alsoAfterARestart() {
    int all = publish(0, Metadata.NONE, large);
    assertThat(all).isGreaterThan(1_000);
    // No vector is remembered in memory, as after a restart: what is spared, the store spared.
    assertThat(publish(0, Metadata.NONE, edited(350))).isBetween(1, 3);
    assertThat(publish(0, Metadata.NONE, large)).isBetween(1, 3);
    assertThat(publish(0, Metadata.NONE, edited(0))).isBetween(1, 3);
    assertThat(telemetry.reused.get()).isGreaterThan(3 * (all - 3));
  }

  @Test
  void documentBeyondTheMemory_isKnownToTheStore() {
    publish(10, Metadata.NONE, large);
    assertThat(publish(10, Metadata.NONE, edited(350))).isBetween(1, 3);
  }

  @Test
  void changedHeaders_embedNothing_andReachEveryPassage() {
    publish(0, headers("Old title", "group:legal"), large);
    assertThat(publish(0, headers("New title", "user:ann"), large)).isZero();
    assertThat(store.documents(DOCUMENT).metadata()).isEqualTo(headers("New title", "user:ann"));
  }

  /** The title that is embedded is the document's own heading: to change it is to change text. */
  @Test
  void titleInTheText_isAChange_ofTheOnePassageThatHoldsIt() {
    List<Block> titled = new ArrayList<>(large);
    titled.addFirst(new Block.Heading(1, "Handbook of the year"));
    publish(0, Metadata.NONE, titled);
    titled.set(0, new Block.Heading(1, "Handbook of next year"));
    assertThat(publish(0, Metadata.NONE, titled)).isEqualTo(1);
  }

  @Test
  void expiredDocument_isNotEmbedded() {
    assertThat(publish(0, expiring(NOW), large)).isZero();
    assertThat(publish(0, expiring(NOW.plusSeconds(1)), large)).isPositive();
  }

  private static Metadata headers(String title, String principal) {
    return metadata(title, Optional.empty(), List.of(principal), Map.of("team", principal));
  }

  private static Metadata expiring(Instant at) {
    return metadata("", Optional.of(at), List.of(), Map.of());
  }

  private static Metadata metadata(
      String title, Optional<Instant> expires, List<String> acl, Map<String, String> meta) {
    return new Metadata(
        title,
        "",
        "",
        "",
        Optional.empty(),
        expires,
        acl,
        meta,
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
