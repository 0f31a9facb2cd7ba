package dev.freshet.ingest.embed;

import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
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
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.SourceRecords;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.ingest.streams.WindowedProcessor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The second step: parsed documents are cut into passages and the passages embedded. Each record of
 * {@code parsed} comes out as exactly one record of {@code embedded.<generation>}, in its
 * partition's order; what is no content only passes through, and what dies here also becomes a dead
 * letter.
 */
public final class EmbedJob implements FlowJob {
  private static final String SOURCE = "from-parsed";
  private static final String SINK = "to-embedded";

  private final TopicNames topics;
  private final PrioritisedEmbedder embedder;
  private final Generation generation;
  private final PassageCutter cutter;
  private final VectorCache cache;
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
   * @param cachedPassages vectors kept in memory for reuse; 0: none
   * @param sources the records as published, for those that die here
   * @param limits of each partition's window
   * @param telemetry counts passages, dead letters and times
   * @param clock for times
   */
  public EmbedJob(
      TopicNames topics,
      PrioritisedEmbedder embedder,
      Generation generation,
      int cachedPassages,
      SourceRecords sources,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.topics = topics;
    this.embedder = embedder;
    this.generation = generation;
    this.cutter = new PassageCutter(generation, embedder.as(Priority.BULK).tokenizer());
    this.cache = new VectorCache(cachedPassages);
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
    var embedding = new PassageEmbedding(lanes, cache, run.retry(), callers);
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
            name())
        .addSink(
            DeadLetter.SINK,
            topics.deadLetters(),
            new ByteArraySerializer(),
            Outgoing.VALUE,
            Outgoing.BY_SOURCE,
            name());
  }

  private List<Outgoing> written(Incoming record, JobRun run, PassageEmbedding embedding)
      throws InterruptedException {
    FlowRecord<ParsedDocument> read = parsed.decode(record.value(), record.headers());
    Instant start = clock.instant();
    Outcome<EmbeddedDocument> outcome =
        switch (read.outcome()) {
          case Outcome.Content<ParsedDocument>(ParsedDocument document) ->
              embedded(document, embedding);
          case Outcome.Deleted<ParsedDocument> _ -> new Outcome.Deleted<>();
          case Outcome.Superseded<ParsedDocument> _ -> new Outcome.Superseded<>();
          case Outcome.Deferred<ParsedDocument> _ -> new Outcome.Deferred<>();
          case Outcome.Dead<ParsedDocument>(Failure failure) -> new Outcome.Dead<>(failure);
        };
    Instant end = clock.instant();
    telemetry.stage(Stage.EMBED, run.lane(), Duration.between(start, end));
    Origin origin = read.origin().after(StageTime.between(Stage.EMBED, start, end));
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value() != null && encoded.value().length > StreamsSettings.MAX_RECORD_BYTES) {
      outcome = dead(Reason.TOO_LARGE, tooLarge(encoded.value().length));
      encoded = codec.encode(new FlowRecord<>(origin, outcome));
    }
    Outgoing embedded = Outgoing.of(SINK, origin, encoded);
    return outcome instanceof Outcome.Dead<EmbeddedDocument>(Failure failure)
            && failure.stage() == Stage.EMBED
        ? List.of(letters.letter(record, origin, failure, run.retry()), embedded)
        : List.of(embedded);
  }

  private Outcome<EmbeddedDocument> embedded(ParsedDocument document, PassageEmbedding embedding)
      throws InterruptedException {
    try {
      List<EmbeddedPassage> passages = embedding.embed(cutter.cut(document));
      int reused = (int) passages.stream().filter(EmbeddedPassage::reused).count();
      telemetry.passages(passages.size() - reused, reused);
      return new Outcome.Content<>(
          new EmbeddedDocument(document.metadata(), passages, document.notices()));
    } catch (Refused e) {
      return dead(Reason.EMBEDDING_REFUSED, e.getMessage());
    }
  }

  private static String tooLarge(int bytes) {
    return "its passages have " + bytes + " bytes: at most " + StreamsSettings.MAX_RECORD_BYTES;
  }

  private static Outcome<EmbeddedDocument> dead(Reason reason, String message) {
    return new Outcome.Dead<>(new Failure(Stage.EMBED, reason, message));
  }
}
