package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The collections as they are: first all heads, then all passages that have not ended. Head and
 * passages of a document are two questions; they are asked again where the head changed between.
 */
record QdrantInspection(QdrantServer server, Names names, StoredPoints stored)
    implements StoreInspection {
  private static final String HEADS = "h";
  private static final String PASSAGES = "p";

  /** Passages of one answer, with vectors of up to 4,096 numbers. */
  private static final int AT_ONCE = 100;

  private static final int TRIES = 3;

  @Override
  public Page documents(Optional<String> cursor, int limit) {
    String at = cursor.orElse(HEADS);
    boolean heads = at.startsWith(HEADS);
    ScrollPoints.Builder scroll =
        ScrollPoints.newBuilder()
            .setCollectionName(heads ? names.heads() : names.passages())
            .setFilter(heads ? allHeads() : notEnded().build())
            .setWithPayload(WithPayloadSelectorFactory.include(List.of(PayloadFields.DOCUMENT)))
            .setLimit(limit);
    if (at.length() > 1) {
      scroll.setOffset(PointIdFactory.id(UUID.fromString(at.substring(1))));
    }
    ScrollResponse found = scroll(scroll.build());
    List<DocumentIdentity> page =
        found.getResultList().stream()
            .map(point -> new Payload(point.getPayloadMap()).text(PayloadFields.DOCUMENT))
            .distinct()
            .map(DocumentIdentity::parse)
            .toList();
    if (found.hasNextPageOffset()) {
      return new Page(page, Optional.of(at.charAt(0) + found.getNextPageOffset().getUuid()));
    }
    return new Page(page, heads ? Optional.of(PASSAGES) : Optional.empty());
  }

  private static Common.Filter allHeads() {
    return Common.Filter.newBuilder()
        .addMust(matchKeyword(PayloadFields.KIND, PayloadFields.HEAD))
        .build();
  }

  private static Common.Filter.Builder notEnded() {
    return Common.Filter.newBuilder().addMust(isEmpty(PayloadFields.UNTIL));
  }

  private ScrollResponse scroll(ScrollPoints request) {
    return server.ask("show what it holds", client -> client.scrollAsync(request));
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return stored.head(identity).map(StandingHead::head);
  }

  @Override
  public Optional<StoredDocument> document(DocumentIdentity identity) {
    Optional<Head> head = head(identity);
    List<FoundVector> found = open(identity);
    for (int i = 1; i < TRIES; i++) {
      Optional<Head> after = head(identity);
      if (after.equals(head)) {
        break;
      }
      head = after;
      found = open(identity);
    }
    return head.isEmpty() && found.isEmpty() ? Optional.empty() : Optional.of(told(head, found));
  }

  private static StoredDocument told(Optional<Head> head, List<FoundVector> found) {
    Predicate<FoundVector> standing =
        one -> head.filter(h -> !h.deleted() && h.version().equals(one.version())).isPresent();
    return new StoredDocument(
        head,
        found.stream().filter(standing).map(FoundVector::stored).toList(),
        found.stream().filter(standing.negate()).map(FoundVector::stored).toList());
  }

  /** The points of passages that no head accounts for. */
  List<PointId> orphans(DocumentIdentity identity) {
    Optional<Head> head = head(identity);
    return open(identity).stream()
        .filter(
            one -> head.filter(h -> !h.deleted() && h.version().equals(one.version())).isEmpty())
        .map(FoundVector::id)
        .toList();
  }

  /** The points of a document's passages that have not ended. */
  List<PointId> points(DocumentIdentity identity) {
    return open(identity).stream().map(FoundVector::id).toList();
  }

  private record FoundVector(PointId id, FoundPassage passage, Vector vector) {
    Version version() {
      return passage.version();
    }

    StoredDocument.Stored stored() {
      return new StoredDocument.Stored(
          passage.version(),
          passage.metadata(),
          new EmbeddedPassage(passage.passage(), vector, false));
    }
  }

  private List<FoundVector> open(DocumentIdentity identity) {
    List<FoundVector> found = new ArrayList<>();
    Optional<PointId> next = Optional.empty();
    do {
      ScrollPoints.Builder scroll =
          ScrollPoints.newBuilder()
              .setCollectionName(names.passages())
              .setFilter(notEnded().addMust(matchKeyword(PayloadFields.DOCUMENT, identity.key())))
              .setWithPayload(WithPayloadSelectorFactory.enable(true))
              .setWithVectors(WithVectorsSelectorFactory.include(List.of(Names.DENSE)))
              .setLimit(AT_ONCE);
      next.ifPresent(scroll::setOffset);
      ScrollResponse page = scroll(scroll.build());
      page.getResultList().forEach(point -> found.add(read(point)));
      next = page.hasNextPageOffset() ? Optional.of(page.getNextPageOffset()) : Optional.empty();
    } while (next.isPresent());
    found.sort(Comparator.comparingInt(one -> one.passage().passage().ordinal()));
    return found;
  }

  private static FoundVector read(RetrievedPoint point) {
    return new FoundVector(
        point.getId(),
        PassagePoints.found(point),
        PassagePoints.vector(point).orElseGet(() -> Vector.of()));
  }
}
