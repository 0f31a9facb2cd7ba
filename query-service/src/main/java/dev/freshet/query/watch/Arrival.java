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
 * @param passages that version's; none where it deletes
 * @param stands whether it is the version that stands by now
 * @param gone why the document is gone by now; empty: it is not
 */
record Arrival(
    LogPartition log,
    long offset,
    DocumentIdentity identity,
    Version version,
    Metadata metadata,
    List<EmbeddedPassage> passages,
    boolean stands,
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
   * @param anyway read it also where it stands no longer: somebody was told of it when it did
   */
  static Optional<Arrival> of(
      ConsumerRecord<byte[], byte[]> record,
      Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue,
      Instant now,
      boolean anyway) {
    Optional<Origin> origin =
        FlowCodec.stands(record.headers()) ? FlowCodec.origin(record.headers()) : Optional.empty();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    Optional<IndexEvent> standing =
        catalogue
            .apply(origin.get().identity())
            .flatMap(CatalogueEntry::standing)
            .filter(event -> event.origin().version().equals(origin.get().version()));
    if (standing.isEmpty() && !anyway) {
      return Optional.empty();
    }
    try {
      return Optional.of(arrival(record, origin.get(), standing, now));
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

  private static Arrival arrival(
      ConsumerRecord<byte[], byte[]> record,
      Origin origin,
      Optional<IndexEvent> standing,
      Instant now) {
    Metadata metadata = Metadata.NONE;
    List<EmbeddedPassage> passages = List.of();
    Optional<Reason> gone = Optional.of(Reason.DELETED);
    if (CODEC.decode(record.value(), record.headers()).outcome()
        instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)) {
      metadata = document.metadata();
      passages = document.passages();
      boolean over =
          metadata.expiredBy(now)
              || standing.filter(event -> event.state() == DocumentState.DELETED).isPresent();
      gone = over ? Optional.of(Reason.EXPIRED) : Optional.empty();
    }
    return new Arrival(
        new LogPartition(record.topic(), record.partition()),
        record.offset(),
        origin.identity(),
        origin.version(),
        metadata,
        passages,
        standing.isPresent(),
        gone);
  }
}
