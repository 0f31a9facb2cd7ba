package dev.freshet.query.verify;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.Published;
import dev.freshet.query.retrieval.Extent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What records say of versions, as of a moment. One that is none of ours says nothing. */
final class Statements {
  private final FlowCodec<EmbeddedDocument> embedded = new FlowCodec<>(new EmbeddedDocumentCodec());
  private final IndexEventCodec events = new IndexEventCodec();

  /**
   * What is said, and of an embedded document what it consists of.
   *
   * @param statement the statement
   * @param content empty of a deletion, and in other topics
   */
  record Made(Statement statement, Optional<EmbeddedDocument> content) {}

  /** What a record in a place says; empty where it says nothing of what was out by then. */
  Optional<Made> of(Place place, ConsumerRecord<byte[], byte[]> record, Extent extent) {
    try {
      return switch (place) {
        case EMBEDDED -> embedded(record);
        case PARSED -> parsed(record).filter(made -> out(made, extent));
        case SOURCE -> source(record).filter(made -> out(made, extent));
        case EVENTS -> event(record, extent);
        case STORE -> throw new IllegalArgumentException("the store has no records");
      };
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean out(Made made, Extent extent) {
    return extent.out(made.statement().version().position());
  }

  private static Optional<Position> at(ConsumerRecord<byte[], byte[]> record) {
    return Optional.of(new Position(record.topic(), record.partition(), record.offset()));
  }

  private static Statement statement(
      Place place, ConsumerRecord<byte[], byte[]> record, Origin origin, boolean deletes) {
    return new Statement(place, at(record), origin.identity(), origin.version(), deletes);
  }

  private Optional<Made> embedded(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || !FlowCodec.stands(record.headers())) {
      return Optional.empty();
    }
    FlowRecord<EmbeddedDocument> read = embedded.decode(record.value(), record.headers());
    return Optional.of(
        read.outcome() instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)
            ? new Made(
                statement(Place.EMBEDDED, record, read.origin(), false), Optional.of(document))
            : new Made(statement(Place.EMBEDDED, record, read.origin(), true), Optional.empty()));
  }

  private static Optional<Made> parsed(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || !FlowCodec.stands(record.headers())) {
      return Optional.empty();
    }
    Header outcome = record.headers().lastHeader(HeaderNames.OUTCOME);
    boolean deletes = new String(outcome.value(), StandardCharsets.UTF_8).equals("deleted");
    return FlowCodec.origin(record.headers())
        .map(
            origin -> new Made(statement(Place.PARSED, record, origin, deletes), Optional.empty()));
  }

  /** One whose headers are not understood is a dead letter, and stands nowhere. */
  private static Optional<Made> source(ConsumerRecord<byte[], byte[]> record) {
    long bytes = record.value() == null ? 0 : record.value().length;
    if (!(Published.read(record.key(), record.headers(), bytes)
        instanceof Published.Reading.Good(Published published))) {
      return Optional.empty();
    }
    DocumentId id = published.id();
    Version version =
        new Version(at(record).orElseThrow(), Instant.ofEpochMilli(record.timestamp()));
    boolean deletes =
        record.value() == null && record.headers().lastHeader(HeaderNames.CLAIM) == null;
    return Optional.of(
        new Made(
            new Statement(
                Place.SOURCE,
                at(record),
                new DocumentIdentity(record.topic(), published.tenant(), id),
                version,
                deletes),
            Optional.empty()));
  }

  private Optional<Made> event(ConsumerRecord<byte[], byte[]> record, Extent extent) {
    if (record.value() == null) {
      return Optional.empty();
    }
    IndexEvent event = events.decode(record.value());
    boolean stands =
        event.state() == DocumentState.INDEXED || event.state() == DocumentState.DELETED;
    boolean counted = extent.point().offset(event.input().log()) >= event.input().offset();
    return stands && counted
        ? Optional.of(
            new Made(
                statement(
                    Place.EVENTS, record, event.origin(), event.state() == DocumentState.DELETED),
                Optional.empty()))
        : Optional.empty();
  }
}
