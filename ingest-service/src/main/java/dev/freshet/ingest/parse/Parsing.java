package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claims;
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
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.LeftOut;
import dev.freshet.ingest.streams.NewestFirst;
import dev.freshet.ingest.streams.OutageRetry;
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parse job does to one record in one lane. A file that outruns the deadline of a fast
 * lane goes to the slow one, and only its position goes on; in the slow lane it dies. A file whose
 * bytes lie elsewhere goes there too: {@link ClaimedParsing}.
 */
final class Parsing implements NewestFirst.Versions {
  private static final Logger LOG = LoggerFactory.getLogger(Parsing.class);

  private final Lane lane;
  private final OutageRetry retry;
  private final DocumentParser parser;
  private final Claims claims;
  private final ClaimedParsing claimed;
  private final long maxFileBytes;
  private final Quality quality;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final FlowCodec<ParsedDocument> codec = new FlowCodec<>(new ParsedDocumentCodec());

  Parsing(
      Lane lane,
      OutageRetry retry,
      DocumentParser parser,
      Claims claims,
      long maxFileBytes,
      Quality quality,
      Telemetry telemetry,
      InstantSource clock) {
    this.lane = lane;
    this.retry = retry;
    this.parser = parser;
    this.claims = claims;
    this.claimed = new ClaimedParsing(lane, retry, parser, claims);
    this.maxFileBytes = maxFileBytes;
    this.quality = quality;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public Optional<NewestFirst.Subject> subject(Incoming record) {
    try {
      Taken taken = Taken.of(record, lane);
      return reading(record) instanceof Published.Reading.Good good
          ? Optional.of(new NewestFirst.Subject(identity(good, taken), taken.version()))
          : Optional.empty();
    } catch (Taken.Bad _) {
      return Optional.empty();
    }
  }

  private static Published.Reading reading(Incoming record) {
    return Published.read(record.key(), record.headers(), record.size());
  }

  @Override
  public NewestFirst.Made make(Incoming record) {
    try {
      return make(Taken.of(record, lane));
    } catch (Taken.Bad bad) {
      // None of ours: nobody waits for its position, so nothing goes on.
      telemetry.deadLetter(bad.failure().reason());
      return new NewestFirst.Made(
          List.of(DeadLetter.of(record, bad.failure(), clock.instant())), false);
    }
  }

  private NewestFirst.Made make(Taken taken) {
    Instant start = clock.instant();
    telemetry.queue(Stage.PARSE, lane, lain(taken.record(), start));
    Published.Reading reading = reading(taken.record());
    Came came =
        switch (reading) {
          case Published.Reading.Bad bad -> Came.without(new Outcome.Dead<>(bad.failure()));
          case Published.Reading.Good good -> outcome(good, taken);
        };
    Instant end = clock.instant();
    telemetry.stage(Stage.PARSE, lane, Duration.between(start, end));
    Origin origin =
        new Origin(
            identity(reading, taken),
            taken.version(),
            List.of(StageTime.between(Stage.PARSE, start, end)),
            came.spared(),
            Published.publisher(taken.record().headers()));
    try {
      return written(taken, origin, came.outcome());
    } catch (ArithmeticException | DateTimeException e) {
      // A function of the record alone: it would end the same way for ever.
      LOG.error("a document could not be written", e);
      return written(taken, origin, dead(Reason.FAULT, "it could not be written: " + e).outcome());
    }
  }

  /** Since it was published or, in the slow lane, deferred. */
  private static Duration lain(Incoming record, Instant now) {
    Duration lain = Duration.between(record.timestamp(), now);
    return lain.isNegative() ? Duration.ZERO : lain;
  }

  /** What came of a record, and whether an earlier parse of the same file spared this one. */
  private record Came(Outcome<ParsedDocument> outcome, boolean spared) {
    static Came without(Outcome<ParsedDocument> outcome) {
      return new Came(outcome, false);
    }
  }

  @Override
  public List<Outgoing> superseded(Incoming record) {
    telemetry.superseded(Stage.PARSE);
    return passing(record, new Outcome.Superseded<>());
  }

  @Override
  public List<Outgoing> aside(Incoming record) {
    telemetry.steppedAside(Stage.PARSE);
    return passing(record, new Outcome.Deferred<>());
  }

  private List<Outgoing> passing(Incoming record, Outcome<ParsedDocument> outcome) {
    NewestFirst.Subject subject = subject(record).orElseThrow();
    Origin origin =
        new Origin(subject.identity(), subject.version(), Published.publisher(record.headers()));
    return List.of(
        Outgoing.of(ParseJob.SINK, origin, codec.encode(new FlowRecord<>(origin, outcome))));
  }

  @Override
  public List<Outgoing> leavingOut(List<Outgoing> made, List<Version> leftOut) {
    return made.stream().map(record -> LeftOut.told(record, leftOut)).toList();
  }

  private NewestFirst.Made written(Taken taken, Origin origin, Outcome<ParsedDocument> outcome) {
    if (outcome instanceof Outcome.Deferred<ParsedDocument> || outranFastLane(outcome)) {
      telemetry.deferred(Stage.PARSE);
      FlowCodec.Encoded passing = codec.encode(new FlowRecord<>(origin, new Outcome.Deferred<>()));
      return new NewestFirst.Made(
          List.of(
              taken.deferred(lane, clock.instant()), Outgoing.of(ParseJob.SINK, origin, passing)),
          false);
    }
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value().length > StreamsSettings.MAX_RECORD_BYTES) {
      return written(taken, origin, new Outcome.Dead<>(tooMuchText(encoded.value().length)));
    }
    if (outcome instanceof Outcome.Dead<ParsedDocument>(Failure failure)) {
      telemetry.deadLetter(failure.reason());
      Outgoing letter =
          DeadLetter.of(taken.record(), taken.version(), taken.attempt(), failure, clock.instant());
      return new NewestFirst.Made(
          List.of(letter, Outgoing.of(ParseJob.SINK, origin, encoded)), false);
    }
    taken.tellAttempt(encoded.headers());
    Outgoing parsed =
        taken.inOrder()
            ? Outgoing.of(ParseJob.SINK, origin, encoded)
            : Outgoing.of(ParseJob.SINK, origin, encoded, ofItsOwn(origin));
    return new NewestFirst.Made(List.of(parsed), true);
  }

  private boolean outranFastLane(Outcome<ParsedDocument> outcome) {
    return lane != Lane.SLOW
        && outcome instanceof Outcome.Dead<ParsedDocument>(Failure failure)
        && failure.reason() == Reason.TIMEOUT;
  }

  /**
   * The key of a version that came out of order: under the document's own, compaction would take it
   * for the newest.
   */
  private static byte[] ofItsOwn(Origin origin) {
    return (origin.identity().key() + "@" + origin.version().position().token())
        .getBytes(StandardCharsets.UTF_8);
  }

  private Came outcome(Published.Reading.Good good, Taken taken) {
    Published published = good.published();
    Incoming record = taken.record();
    boolean refers = ClaimedParsing.refers(record);
    if (record.value() == null && !refers) {
      claims.forget(identity(good, taken), taken.version().publishedAt());
      return Came.without(new Outcome.Deleted<>());
    }
    if (record.size() > maxFileBytes) {
      return dead(
          Reason.TOO_LARGE,
          "the file has " + record.size() + " bytes: publish at most " + maxFileBytes);
    }
    if (record.size() == 0 && !refers) {
      return dead(Reason.EMPTY, "the file has no bytes: publish a null value to delete");
    }
    if (published.metadata().expiredBy(clock.instant())) {
      // The index job takes it for a deletion, and tells it with what its publisher said.
      Metadata metadata = published.metadata().withBytes(record.size());
      return Came.without(
          new Outcome.Content<>(new ParsedDocument(metadata, List.of(), List.of())));
    }
    return refers
        ? claimed
            .read(published, record)
            .map(result -> came(result, published, taken))
            .orElseGet(Parsing::deferred)
        : came(parse(published, record), published, taken);
  }

  private static Came deferred() {
    return Came.without(new Outcome.Deferred<>());
  }

  private Came came(ParseResult result, Published published, Taken taken) {
    return switch (result) {
      case ParseResult.Parsed(ParsedDocument document, boolean spared) -> {
        telemetry.parse(spared);
        yield new Came(
            quality.judge(published.metadata(), document, taken.version().publishedAt()), spared);
      }
      case ParseResult.Failed(Failure failure) -> {
        telemetry.parse(false);
        yield Came.without(new Outcome.Dead<>(failure));
      }
    };
  }

  private ParseResult parse(Published published, Incoming record) {
    try {
      return retry.call(() -> parser.parse(published.metadata(), record.value(), lane));
    } catch (Refused e) {
      throw new IllegalStateException("a parser says Failed instead of refusing", e);
    }
  }

  /**
   * Whom the record is about. Where no id can be read, its position stands for it, so that the
   * failure can be told and found.
   */
  private static DocumentIdentity identity(Published.Reading reading, Taken taken) {
    String source = taken.version().position().topic();
    return switch (reading) {
      case Published.Reading.Good(Published(Tenant tenant, DocumentId id, _)) ->
          new DocumentIdentity(source, tenant, id);
      case Published.Reading.Bad bad ->
          new DocumentIdentity(
              source,
              bad.tenant(),
              bad.id().orElseGet(() -> new DocumentId(taken.version().position().token())));
    };
  }

  private static Failure tooMuchText(int bytes) {
    return new Failure(
        Stage.PARSE,
        Reason.TOO_LARGE,
        "its text has " + bytes + " bytes: at most " + StreamsSettings.MAX_RECORD_BYTES);
  }

  private static Came dead(Reason reason, String message) {
    return Came.without(new Outcome.Dead<>(new Failure(Stage.PARSE, reason, message)));
  }
}
