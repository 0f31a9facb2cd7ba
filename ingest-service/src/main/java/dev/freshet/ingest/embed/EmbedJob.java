package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.StandingVectors;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.Undecodable;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.ingest.streams.WindowedProcessor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second step: parsed documents are cut into passages and the passages embedded. Each record of
 * {@code parsed} comes out as exactly one record of {@code embedded.<generation>}, in its
 * partition's order; what is no content only passes through.
 */
public final class EmbedJob implements FlowJob {
  private static final Logger LOG = LoggerFactory.getLogger(EmbedJob.class);
  private static final String SOURCE = "from-parsed";
  private static final String SINK = "to-embedded";

  private final TopicNames topics;
  private final PrioritisedEmbedder embedder;
  private final Generation generation;
  private final PassageCutter cutter;
  private final StandingVectors standing;
  private final VectorCache cache;
  private final WindowLimits limits;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final FlowCodec<ParsedDocument> parsed = new FlowCodec<>(new ParsedDocumentCodec());
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());

  /**
   * @param topics from and to
   * @param embedder shared with the lanes and the queries
   * @param generation the model and how documents are cut
   * @param standing vectors that the store holds already
   * @param cachedPassages vectors kept in memory for reuse; 0: none
   * @param limits of each partition's window
   * @param telemetry counts passages and times
   * @param clock for times
   */
  public EmbedJob(
      TopicNames topics,
      PrioritisedEmbedder embedder,
      Generation generation,
      StandingVectors standing,
      int cachedPassages,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.topics = topics;
    this.embedder = embedder;
    this.generation = generation;
    this.cutter = new PassageCutter(generation, embedder.as(Priority.BULK).tokenizer());
    this.standing = standing;
    this.cache = new VectorCache(cachedPassages);
    this.limits = limits;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Stage.EMBED.label();
  }

  @Override
  public Topology topology(JobRun run) {
    var lanes = embedder.as(Priority.of(run.lane()));
    ExecutorService callers = run.workers(lanes.callers());
    // These only cut, and wait for the callers: twice as many documents keep all callers busy.
    ExecutorService documents = run.workers(2 * lanes.callers());
    var embedding = new PassageEmbedding(lanes, cache, standing, run.retry(), callers);
    return new Topology()
        .addSource(
            SOURCE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.parsed(run.lane()))
        .addProcessor(
            name(),
            () ->
                new WindowedProcessor(
                    run.gate(), limits, documents, record -> written(record, run, embedding)),
            SOURCE)
        .addSink(
            SINK,
            topics.embedded(generation.name(), run.lane()),
            new ByteArraySerializer(),
            Outgoing.VALUE,
            Outgoing.BY_SOURCE,
            name());
  }

  private List<Outgoing> written(Incoming record, JobRun run, PassageEmbedding embedding)
      throws InterruptedException {
    Optional<FlowRecord<ParsedDocument>> read =
        Undecodable.read(
            parsed,
            record.value(),
            record.headers(),
            Stage.EMBED,
            record.position().token(),
            telemetry);
    return read.isEmpty() ? List.of() : written(read.get(), run, embedding);
  }

  private List<Outgoing> written(
      FlowRecord<ParsedDocument> read, JobRun run, PassageEmbedding embedding)
      throws InterruptedException {
    Instant start = clock.instant();
    Outcome<EmbeddedDocument> outcome =
        switch (read.outcome()) {
          case Outcome.Content<ParsedDocument>(ParsedDocument document) ->
              embedded(read.origin().identity(), document, embedding);
          case Outcome.Deleted<ParsedDocument> _ -> new Outcome.Deleted<>();
          case Outcome.Superseded<ParsedDocument> _ -> new Outcome.Superseded<>();
          case Outcome.Deferred<ParsedDocument> _ -> new Outcome.Deferred<>();
          case Outcome.Dead<ParsedDocument>(Failure failure) -> new Outcome.Dead<>(failure);
        };
    Instant end = clock.instant();
    telemetry.stage(Stage.EMBED, run.lane(), Duration.between(start, end));
    Origin origin = read.origin().after(StageTime.between(Stage.EMBED, start, end));
    return List.of(Outgoing.of(SINK, origin, encoded(origin, outcome)));
  }

  private Outcome<EmbeddedDocument> embedded(
      DocumentIdentity identity, ParsedDocument document, PassageEmbedding embedding)
      throws InterruptedException {
    List<Passage> cut;
    try {
      // The index job takes what has expired for a deletion: its passages would go nowhere.
      boolean expired = document.metadata().expiredBy(clock.instant());
      cut = expired ? List.of() : cutter.cut(document);
    } catch (RuntimeException | StackOverflowError e) {
      // A function of the document alone: it would end the same way for ever.
      LOG.error("a document could not be cut into passages", e);
      return dead(Reason.FAULT, "it could not be cut into passages: " + e);
    }
    try {
      List<EmbeddedPassage> passages = embedding.embed(identity, cut);
      int reused = (int) passages.stream().filter(EmbeddedPassage::reused).count();
      telemetry.passages(passages.size() - reused, reused);
      return new Outcome.Content<>(
          new EmbeddedDocument(document.metadata(), passages, document.notices()));
    } catch (Refused e) {
      return dead(Reason.EMBEDDING_REFUSED, e.getMessage());
    }
  }

  private FlowCodec.Encoded encoded(Origin origin, Outcome<EmbeddedDocument> outcome) {
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value() == null || encoded.value().length <= StreamsSettings.MAX_RECORD_BYTES) {
      return encoded;
    }
    String message =
        "its passages have "
            + encoded.value().length
            + " bytes: at most "
            + StreamsSettings.MAX_RECORD_BYTES;
    return codec.encode(new FlowRecord<>(origin, dead(Reason.TOO_LARGE, message)));
  }

  /** The bytes stay at the document's position in its source topic: they do not come this far. */
  private Outcome<EmbeddedDocument> dead(Reason reason, String message) {
    telemetry.deadLetter(reason);
    return new Outcome.Dead<>(new Failure(Stage.EMBED, reason, message));
  }
}
