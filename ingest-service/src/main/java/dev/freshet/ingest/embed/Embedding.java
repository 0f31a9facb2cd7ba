package dev.freshet.ingest.embed;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
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
import dev.freshet.ingest.streams.Incoming;
import dev.freshet.ingest.streams.NewestFirst;
import dev.freshet.ingest.streams.Outgoing;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.Undecodable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the embed job does to one record in one lane. A document of too many passages for a fast
 * lane goes to the slow one, and only its position goes on.
 */
final class Embedding implements NewestFirst.Versions {
  private static final Logger LOG = LoggerFactory.getLogger(Embedding.class);

  private final Lane lane;
  private final PassageCutter cutter;
  private final long fastBytes;
  private final int fastPassages;
  private final PassageEmbedding passages;
  private final EmbedLetters letters;
  private final Revival revival;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final FlowCodec<ParsedDocument> parsed = new FlowCodec<>(new ParsedDocumentCodec());
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());

  Embedding(
      Lane lane,
      PassageCutter cutter,
      long fastBytes,
      int fastPassages,
      PassageEmbedding passages,
      Originals originals,
      Telemetry telemetry,
      InstantSource clock) {
    this.lane = lane;
    this.cutter = cutter;
    this.fastBytes = fastBytes;
    this.fastPassages = fastPassages;
    this.passages = passages;
    this.letters = new EmbedLetters(originals, telemetry, clock);
    this.revival = new Revival(originals, telemetry, clock, this::deferred);
    this.telemetry = telemetry;
    this.clock = clock;
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
    Optional<FlowRecord<ParsedDocument>> read =
        Undecodable.read(
            parsed,
            record.value(),
            record.headers(),
            Stage.EMBED,
            record.position().token(),
            telemetry);
    return read.isEmpty() ? new NewestFirst.Made(List.of(), false) : written(read.get(), record);
  }

  @Override
  public List<Outgoing> superseded(Incoming record) {
    telemetry.superseded(Stage.EMBED);
    Origin origin = FlowCodec.origin(record.headers()).orElseThrow();
    return passing(origin, new Outcome.Superseded<>());
  }

  @Override
  public List<Outgoing> aside(Incoming record) {
    telemetry.steppedAside(Stage.EMBED);
    return deferred(FlowCodec.origin(record.headers()).orElseThrow());
  }

  private NewestFirst.Made written(FlowRecord<ParsedDocument> read, Incoming record)
      throws InterruptedException {
    Instant start = clock.instant();
    telemetry.queue(Stage.EMBED, lane, read.origin().waited(start));
    Outcome<EmbeddedDocument> outcome =
        switch (read.outcome()) {
          case Outcome.Content<ParsedDocument>(ParsedDocument document) ->
              embedded(read.origin().identity(), document, record.size());
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
      return deferred(read, record);
    }
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, outcome));
    if (encoded.value().length > StreamsSettings.MAX_RECORD_BYTES) {
      outcome = dead(Reason.TOO_LARGE, tooLarge(encoded.value().length));
      encoded = codec.encode(new FlowRecord<>(origin, outcome));
    }
    boolean stands = FlowCodec.stands(encoded.headers());
    // The slow lane's contents keep the key they came with: it says in which order they come.
    byte[] key = stands && lane == Lane.SLOW ? record.key() : encoded.key();
    Outgoing embedded = Outgoing.of(EmbedJob.SINK, origin, encoded, key);
    return outcome instanceof Outcome.Dead<EmbeddedDocument>(Failure failure)
            && failure.stage() == Stage.EMBED
        ? new NewestFirst.Made(died(record, origin, failure, embedded), false)
        : new NewestFirst.Made(List.of(embedded), stands);
  }

  /** With it the versions that were left out for it go on: the last good one has to stand. */
  private List<Outgoing> died(Incoming record, Origin origin, Failure failure, Outgoing embedded) {
    List<Outgoing> all = new ArrayList<>();
    all.add(letters.letter(record, origin, failure));
    all.add(embedded);
    all.addAll(revival.of(origin.identity(), record.headers()));
    return all;
  }

  /**
   * As read, under a key of its own on the slow lane's topic: under the document's, compaction
   * would take it for the newest where a file that took longer to parse comes before it.
   */
  private NewestFirst.Made deferred(FlowRecord<ParsedDocument> read, Incoming record) {
    telemetry.deferred(Stage.EMBED);
    byte[] key = ("+" + read.origin().identity().key()).getBytes(StandardCharsets.UTF_8);
    List<Outgoing> both = new ArrayList<>();
    both.add(
        new Outgoing(
            EmbedJob.SLOW_SINK,
            read.origin().version().position().log(),
            key,
            record.value(),
            record.headers(),
            record.timestamp()));
    both.addAll(deferred(read.origin()));
    return new NewestFirst.Made(both, false);
  }

  /** Its position goes on; what becomes of it is told later. */
  private List<Outgoing> deferred(Origin origin) {
    return passing(origin, new Outcome.Deferred<>());
  }

  private List<Outgoing> passing(Origin origin, Outcome<EmbeddedDocument> outcome) {
    return List.of(
        Outgoing.of(EmbedJob.SINK, origin, codec.encode(new FlowRecord<>(origin, outcome))));
  }

  private Outcome<EmbeddedDocument> embedded(
      DocumentIdentity identity, ParsedDocument document, int bytes) throws InterruptedException {
    if (lane != Lane.SLOW && bytes > fastBytes) {
      return new Outcome.Deferred<>();
    }
    Optional<List<Passage>> cut;
    try {
      // The index job takes what has expired for a deletion: its passages would go nowhere.
      boolean expired = document.metadata().expiredBy(clock.instant());
      int most = lane == Lane.SLOW ? Integer.MAX_VALUE : fastPassages;
      cut = expired ? Optional.of(List.of()) : cutter.cutAtMost(most, document);
    } catch (RuntimeException | StackOverflowError e) {
      // A function of the document alone: it would end the same way for ever.
      LOG.atError()
          .addKeyValue("document", identity.key())
          .setCause(e)
          .log("a document could not be cut into passages");
      return dead(Reason.FAULT, "it could not be cut into passages: " + e);
    }
    if (cut.isEmpty()) {
      return new Outcome.Deferred<>();
    }
    try {
      List<EmbeddedPassage> embedded = passages.embed(identity, cut.get());
      int reused = (int) embedded.stream().filter(EmbeddedPassage::reused).count();
      telemetry.passages(embedded.size() - reused, reused);
      telemetry.embeddingTokens(tokens(embedded));
      return new Outcome.Content<>(
          new EmbeddedDocument(
              document.metadata(),
              embedded,
              document.notices(),
              document.signals(),
              document.sketch()));
    } catch (Refused e) {
      return dead(Reason.EMBEDDING_REFUSED, e.getMessage());
    }
  }

  /** Of those that the model was given. */
  private static long tokens(List<EmbeddedPassage> embedded) {
    return embedded.stream()
        .filter(passage -> !passage.reused())
        .mapToLong(passage -> passage.passage().tokens())
        .sum();
  }

  private static String tooLarge(int bytes) {
    return "its passages have " + bytes + " bytes: at most " + StreamsSettings.MAX_RECORD_BYTES;
  }

  private static Outcome<EmbeddedDocument> dead(Reason reason, String message) {
    return new Outcome.Dead<>(new Failure(Stage.EMBED, reason, message));
  }
}
