package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Version;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record brought about, that stands now.
 *
 * @param log the partition it is in
 * @param offset its offset
 * @param identity which document
 * @param version which version of it
 * @param metadata of that version
 * @param passages that version's; none where it is gone
 * @param gone why the document is gone; empty: it is not
 */
record Arrival(
    LogPartition log,
    long offset,
    DocumentIdentity identity,
    Version version,
    Metadata metadata,
    List<EmbeddedPassage> passages,
    Optional<Reason> gone) {
  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
  private static final FlowCodec<EmbeddedDocument> CODEC =
      new FlowCodec<>(new EmbeddedDocumentCodec());

  Arrival {
    passages = List.copyOf(passages);
  }

  /**
   * Reads a record that readers can see. Empty where it changed nothing that still stands: a
   * version that came too late, or one that a newer one has overtaken since.
   *
   * @param catalogue what is told of a document by now
   * @param now by which time documents have expired
   */
  static Optional<Arrival> of(
      ConsumerRecord<byte[], byte[]> record,
      Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue,
      Instant now) {
    if (!FlowCodec.stands(record.headers())) {
      return Optional.empty();
    }
    Optional<Origin> origin = FlowCodec.origin(record.headers());
    Optional<IndexEvent> standing =
        origin.flatMap(o -> catalogue.apply(o.identity())).flatMap(CatalogueEntry::standing);
    if (standing.isEmpty() || !version(standing.get()).equals(origin.get().version())) {
      return Optional.empty();
    }
    try {
      return Optional.of(arrival(record, standing.get(), now));
    } catch (IllegalArgumentException e) {
      LOG.error(
          "the record at {}-{}@{} is no embedded document and is left out",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
      return Optional.empty();
    }
  }

  private static Version version(IndexEvent event) {
    return event.origin().version();
  }

  private static Arrival arrival(
      ConsumerRecord<byte[], byte[]> record, IndexEvent standing, Instant now) {
    LogPartition log = new LogPartition(record.topic(), record.partition());
    DocumentIdentity identity = standing.origin().identity();
    if (CODEC.decode(record.value(), record.headers()).outcome()
        instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)) {
      boolean over =
          standing.state() == DocumentState.DELETED || document.metadata().expiredBy(now);
      return new Arrival(
          log,
          record.offset(),
          identity,
          version(standing),
          document.metadata(),
          over ? List.of() : document.passages(),
          over ? Optional.of(Reason.EXPIRED) : Optional.empty());
    }
    return new Arrival(
        log,
        record.offset(),
        identity,
        version(standing),
        Metadata.NONE,
        List.of(),
        Optional.of(Reason.DELETED));
  }
}
