package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
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
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.NewestFirst;
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.SourceRecords;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.Undecodable;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.ingest.streams.WindowedProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
 * partition's order; what is no content only passes through, and what dies here also becomes a dead
 * letter. In a fast lane a document of many passages goes to the slow lane's {@code parsed}, and
 * only its position goes on.
 */
public final class EmbedJob implements FlowJob {
  private static final Logger LOG = LoggerFactory.getLogger(EmbedJob.class);
  private static final String SOURCE = "from-parsed";
  private static final String SINK = "to-embedded";
  private static final String SLOW_SINK = "to-slow-parsed";

  /** Text of more bytes a token than any we know is certainly too much: it is not even cut. */
  private static final int MOST_BYTES_A_TOKEN = 8;

  private final TopicNames topics;
  private final PrioritisedEmbedder embedder;
  private final Generation generation;
  private final PassageCutter cutter;
  private final StandingVectors standing;
  private final VectorCache cache;
  private final int fastPassages;
  private final EmbedLetters letters;
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
   * @param fastPassages a document of more passages goes to the slow lane
   * @param sources the records as published, for those that die here
   * @param limits of each partition's window
   * @param telemetry counts passages, dead letters and times
   * @param clock for times
   */
  public EmbedJob(
      TopicNames topics,
      PrioritisedEmbedder embedder,
      Generation generation,
      StandingVectors standing,
      int cachedPassages,
      int fastPassages,
      SourceRecords sources,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.topics = topics;
    this.embedder = embedder;
    this.generation = generation;
    this.cutter = new PassageCutter(generation, embedder.as(Priority.BULK).tokenizer());
    this.standing = standing;
    this.cache = new VectorCache(cachedPassages);
    this.fastPassages = fastPassages;
    this.letters = new EmbedLetters(sources, telemetry, clock);
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
    Topology topology =
        new Topology()
            .addSource(
                SOURCE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.parsed(run.lane()))
            .addProcessor(
                name(),
                () ->
                    new WindowedProcessor(
                        run.gate(),
                        limits.in(run.lane()),
                        documents,
                        new NewestFirst(new Embedding(run, embedding))),
                SOURCE)
            .addSink(
                SINK,
                topics.embedded(generation.name(), run.lane()),
                new ByteArraySerializer(),
                Outgoing.VALUE,
                Outgoing.BY_SOURCE,
                name())
            .addSink(
                DeadLetter.SINK,
                topics.deadLetters(),
                new ByteArraySerializer(),
                Outgoing.VALUE,
                Outgoing.BY_SOURCE,
                name());
    if (run.lane() == Lane.SLOW) {
      return topology;
    }
    return topology.addSink(
        SLOW_SINK,
        topics.parsed(Lane.SLOW),
        new ByteArraySerializer(),
        Outgoing.VALUE,
        Outgoing.BY_SOURCE,
        name());
  }

  /** The work of one run. */
  private final class Embedding implements NewestFirst.Versions {
    private final JobRun run;
    private final PassageEmbedding embedding;

    Embedding(JobRun run, PassageEmbedding embedding) {
      this.run = run;
      this.embedding = embedding;
    }

    @Override
    public Optional<NewestFirst.Subject> subject(Incoming record) {
      if (!FlowCodec.stands(record.headers())) {
        return Optional.empty();
      }
      return FlowCodec.origin(record.headers())
          .map(origin -> new NewestFirst.Subject(origin.identity(), origin.version()));
    }

    @Override
    public NewestFirst.Made make(Incoming record) throws InterruptedException {
      return made(record, run, embedding);
    }

    @Override
    public List<Outgoing> superseded(Incoming record) {
      telemetry.superseded(Stage.EMBED);
      Origin origin = FlowCodec.origin(record.headers()).orElseThrow();
      return passing(origin, new Outcome.Superseded<>());
    }
  }

  private NewestFirst.Made made(Incoming record, JobRun run, PassageEmbedding embedding)
      throws InterruptedException {
    Optional<FlowRecord<ParsedDocument>> read =
        Undecodable.read(
            parsed,
            record.value(),
            record.headers(),
            Stage.EMBED,
            record.position().token(),
            telemetry);
    return read.isEmpty()
        ? new NewestFirst.Made(List.of(), false)
        : written(read.get(), record, run, embedding);
  }

  private NewestFirst.Made written(
      FlowRecord<ParsedDocument> read, Incoming record, JobRun run, PassageEmbedding embedding)
      throws InterruptedException {
    Lane lane = run.lane();
    Instant start = clock.instant();
    Outcome<EmbeddedDocument> outcome =
        switch (read.outcome()) {
          case Outcome.Content<ParsedDocument>(ParsedDocument document) ->
              embedded(read.origin().identity(), document, record.size(), lane, embedding);
          case Outcome.Deleted<ParsedDocument> _ -> new Outcome.Deleted<>();
          case Outcome.Superseded<ParsedDocument> _ -> new Outcome.Superseded<>();
          case Outcome.Deferred<ParsedDocument> _ -> new Outcome.Deferred<>();
          case Outcome.Dead<ParsedDocument>(Failure failure) -> new Outcome.Dead<>(failure);
        };
    Instant end = clock.instant();
    telemetry.stage(Stage.EMBED, lane, Duration.between(start, end));
    Origin origin = read.origin().after(StageTime.between(Stage.EMBED, start, end));
    if (outcome instanceof Outcome.Deferred<EmbeddedDocument>
        && read.outcome() instanceof Outcome.Content<ParsedDocument>) {
      return deferred(read);
    }
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value().length > StreamsSettings.MAX_RECORD_BYTES) {
      outcome = dead(Reason.TOO_LARGE, tooLarge(encoded.value().length));
      encoded = codec.encode(new FlowRecord<>(origin, outcome));
    }
    boolean stands = FlowCodec.stands(encoded.headers());
    // The slow lane's contents keep the key they came with: it says in which order they come.
    byte[] key = stands && lane == Lane.SLOW ? record.key() : encoded.key();
    Outgoing embedded = Outgoing.of(SINK, origin, encoded, key);
    return outcome instanceof Outcome.Dead<EmbeddedDocument>(Failure failure)
            && failure.stage() == Stage.EMBED
        ? new NewestFirst.Made(
            List.of(letters.letter(record, origin, failure, run.retry()), embedded), false)
        : new NewestFirst.Made(List.of(embedded), stands);
  }

  /**
   * As read, under a key of its own on the slow lane's topic: under the document's, compaction
   * would take it for the newest where a file that took longer to parse comes before it.
   */
  private NewestFirst.Made deferred(FlowRecord<ParsedDocument> read) {
    telemetry.deferred(Stage.EMBED);
    byte[] key = ("+" + read.origin().identity().key()).getBytes(StandardCharsets.UTF_8);
    List<Outgoing> both = new ArrayList<>();
    both.add(Outgoing.of(SLOW_SINK, read.origin(), parsed.encode(read), key));
    both.addAll(passing(read.origin(), new Outcome.Deferred<>()));
    return new NewestFirst.Made(both, false);
  }

  private List<Outgoing> passing(Origin origin, Outcome<EmbeddedDocument> outcome) {
    return List.of(Outgoing.of(SINK, origin, codec.encode(new FlowRecord<>(origin, outcome))));
  }

  private Outcome<EmbeddedDocument> embedded(
      DocumentIdentity identity,
      ParsedDocument document,
      int bytes,
      Lane lane,
      PassageEmbedding embedding)
      throws InterruptedException {
    if (lane != Lane.SLOW && bytes > mostFastBytes()) {
      return new Outcome.Deferred<>();
    }
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
    if (lane != Lane.SLOW && cut.size() > fastPassages) {
      return new Outcome.Deferred<>();
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

  private long mostFastBytes() {
    return (long) fastPassages * generation.passages().maxTokens() * MOST_BYTES_A_TOKEN;
  }

  private static String tooLarge(int bytes) {
    return "its passages have " + bytes + " bytes: at most " + StreamsSettings.MAX_RECORD_BYTES;
  }

  private static Outcome<EmbeddedDocument> dead(Reason reason, String message) {
    return new Outcome.Dead<>(new Failure(Stage.EMBED, reason, message));
  }
}
