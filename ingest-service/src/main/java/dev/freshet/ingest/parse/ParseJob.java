package dev.freshet.ingest.parse;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.common.topics.Published;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.Outgoing;
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
 * The first step: published files become parsed documents. Each source record comes out as exactly
 * one record of {@code parsed}, in its partition's order; one that cannot be read also becomes a
 * dead letter.
 */
public final class ParseJob implements FlowJob {
  private static final String SINK = "to-parsed";

  private final List<SourceTopic> sources;
  private final TopicNames topics;
  private final DocumentParser parser;
  private final long maxFileBytes;
  private final WindowLimits limits;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());

  /**
   * @param sources of all lanes
   * @param topics where to
   * @param parser reads files, several at once
   * @param maxFileBytes the largest file taken
   * @param limits of each partition's window
   * @param telemetry counts dead letters and times
   * @param clock for times
   */
  public ParseJob(
      List<SourceTopic> sources,
      TopicNames topics,
      DocumentParser parser,
      long maxFileBytes,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.topics = topics;
    this.parser = parser;
    this.maxFileBytes = maxFileBytes;
    this.limits = limits;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Stage.PARSE.label();
  }

  @Override
  public Topology topology(JobRun run) {
    ExecutorService workers = run.workers(parser.callers());
    return new Topology()
        .addSource("from-sources", BYTES, BYTES, inputs(run.lane()))
        .addProcessor(
            name(),
            () ->
                new WindowedProcessor(run.gate(), limits, workers, record -> written(record, run)),
            "from-sources")
        .addSink(
            SINK,
            topics.parsed(run.lane()),
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

  private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

  private String[] inputs(Lane lane) {
    return sources.stream()
        .filter(source -> source.lane() == lane)
        .map(SourceTopic::topic)
        .toArray(String[]::new);
  }

  private List<Outgoing> written(Incoming record, JobRun run) {
    Instant start = clock.instant();
    Published.Reading reading = Published.read(record.key(), record.headers(), record.size());
    Parsing parsing =
        switch (reading) {
          case Published.Reading.Bad bad -> Parsing.without(new Outcome.Dead<>(bad.failure()));
          case Published.Reading.Good(Published published) -> outcome(published, record, run);
        };
    Instant end = clock.instant();
    telemetry.stage(Stage.PARSE, run.lane(), Duration.between(start, end));
    Origin origin =
        new Origin(
            identity(reading, record),
            new Version(record.position(), record.timestamp()),
            List.of(StageTime.between(Stage.PARSE, start, end)),
            parsing.spared());
    return written(record, origin, parsing.outcome());
  }

  /** What came of a record, and whether an earlier parse of the same file spared this one. */
  private record Parsing(Outcome<ParsedDocument> outcome, boolean spared) {
    static Parsing without(Outcome<ParsedDocument> outcome) {
      return new Parsing(outcome, false);
    }
  }

  private List<Outgoing> written(Incoming record, Origin origin, Outcome<ParsedDocument> outcome) {
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value() != null && encoded.value().length > StreamsSettings.MAX_RECORD_BYTES) {
      return written(record, origin, new Outcome.Dead<>(tooMuchText(encoded.value().length)));
    }
    Outgoing parsed = Outgoing.of(SINK, origin, encoded);
    if (outcome instanceof Outcome.Dead<ParsedDocument>(Failure failure)) {
      telemetry.deadLetter(failure.reason());
      return List.of(DeadLetter.of(record, failure, clock.instant()), parsed);
    }
    return List.of(parsed);
  }

  private Parsing outcome(Published published, Incoming record, JobRun run) {
    if (record.value() == null) {
      return Parsing.without(new Outcome.Deleted<>());
    }
    if (record.size() > maxFileBytes) {
      return dead(
          Reason.TOO_LARGE,
          "the file has " + record.size() + " bytes: publish at most " + maxFileBytes);
    }
    if (record.size() == 0) {
      return dead(Reason.EMPTY, "the file has no bytes: publish a null value to delete");
    }
    if (published.metadata().expiredBy(clock.instant())) {
      // The index job takes it for a deletion, and tells it with what its publisher said.
      Metadata metadata = published.metadata().withBytes(record.size());
      return Parsing.without(
          new Outcome.Content<>(new ParsedDocument(metadata, List.of(), List.of())));
    }
    return switch (parse(published, record, run)) {
      case ParseResult.Parsed(ParsedDocument document, boolean spared) -> {
        telemetry.parse(spared);
        yield new Parsing(new Outcome.Content<>(document), spared);
      }
      case ParseResult.Failed(Failure failure) -> {
        telemetry.parse(false);
        yield Parsing.without(new Outcome.Dead<>(failure));
      }
    };
  }

  private ParseResult parse(Published published, Incoming record, JobRun run) {
    try {
      return run.retry().call(() -> parser.parse(published.metadata(), record.value(), run.lane()));
    } catch (Refused e) {
      throw new IllegalStateException("a parser says Failed instead of refusing", e);
    }
  }

  /**
   * Whom the record is about. Where no id can be read, its position stands for it, so that the
   * failure can be told and found.
   */
  private static DocumentIdentity identity(Published.Reading reading, Incoming record) {
    String source = record.position().topic();
    return switch (reading) {
      case Published.Reading.Good(Published(Tenant tenant, DocumentId id, _)) ->
          new DocumentIdentity(source, tenant, id);
      case Published.Reading.Bad bad ->
          new DocumentIdentity(
              source,
              bad.tenant(),
              bad.id().orElseGet(() -> new DocumentId(record.position().token())));
    };
  }

  private static Failure tooMuchText(int bytes) {
    return new Failure(
        Stage.PARSE,
        Reason.TOO_LARGE,
        "its text has " + bytes + " bytes: at most " + StreamsSettings.MAX_RECORD_BYTES);
  }

  private static Parsing dead(Reason reason, String message) {
    return Parsing.without(new Outcome.Dead<>(new Failure(Stage.PARSE, reason, message)));
  }
}
