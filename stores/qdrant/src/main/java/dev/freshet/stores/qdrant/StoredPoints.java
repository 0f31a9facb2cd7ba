package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.Direction;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the server holds, asked point by point. */
final class StoredPoints {
  /**
   * Points of one answer: vectors and texts stay below the four megabytes that a message may have.
   */
  private static final int AT_ONCE = 500;

  /** The same with vectors of up to 4,096 numbers. */
  private static final int VECTORS_AT_ONCE = 100;

  private final QdrantServer server;
  private final Names names;

  StoredPoints(QdrantServer server, Names names) {
    this.server = server;
    this.names = names;
  }

  Optional<StandingHead> head(DocumentIdentity identity) {
    return Optional.ofNullable(heads(Set.of(identity)).get(identity));
  }

  /** The heads of documents, of those that have one. */
  Map<DocumentIdentity, StandingHead> heads(Set<DocumentIdentity> identities) {
    List<DocumentIdentity> asked = List.copyOf(identities);
    Map<DocumentIdentity, StandingHead> heads = new HashMap<>();
    for (int from = 0; from < asked.size(); from += AT_ONCE) {
      List<PointId> ids =
          asked.subList(from, Math.min(asked.size(), from + AT_ONCE)).stream()
              .map(identity -> StandingHead.id(identity.key()))
              .toList();
      for (RetrievedPoint point :
          server.ask(
              "give heads of documents",
              client -> client.retrieveAsync(names.heads(), ids, true, false, null))) {
        Payload payload = new Payload(point.getPayloadMap());
        heads.put(
            DocumentIdentity.parse(payload.text(PayloadFields.DOCUMENT)),
            StandingHead.read(payload));
      }
    }
    return heads;
  }

  List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    ScrollPoints scroll =
        ScrollPoints.newBuilder()
            .setCollectionName(names.heads())
            .setFilter(
                Common.Filter.newBuilder()
                    .addMust(matchKeyword(PayloadFields.SINCE_IN, input.toString()))
                    .addMust(Compared.atMost(PayloadFields.EXPIRES_AT, now.toEpochMilli())))
            .setOrderBy(
                OrderBy.newBuilder().setKey(PayloadFields.EXPIRES_AT).setDirection(Direction.Asc))
            .setWithPayload(WithPayloadSelectorFactory.enable(true))
            .setLimit(limit)
            .build();
    return server
        .ask("tell what has expired", client -> client.scrollAsync(scroll))
        .getResultList()
        .stream()
        .map(point -> StandingHead.expired(new Payload(point.getPayloadMap())))
        .toList();
  }

  Map<String, Vector> vectors(DocumentIdentity identity) {
    List<PointId> ids = head(identity).map(head -> head.passages(identity)).orElse(List.of());
    Map<String, Vector> vectors = new HashMap<>();
    for (RetrievedPoint point :
        passages(ids, List.of(PayloadFields.IDENTITY), List.of(Names.DENSE))) {
      PassagePoints.vector(point)
          .ifPresent(
              vector ->
                  vectors.put(
                      new Payload(point.getPayloadMap()).text(PayloadFields.IDENTITY), vector));
    }
    return vectors;
  }

  /**
   * The points of these passages, in no order, without those that are not there.
   *
   * @param payload what of it; empty: all
   * @param vectors which; empty: none
   */
  List<RetrievedPoint> passages(List<PointId> ids, List<String> payload, List<String> vectors) {
    List<RetrievedPoint> found = new ArrayList<>();
    int atOnce = vectors.isEmpty() ? AT_ONCE : VECTORS_AT_ONCE;
    for (int from = 0; from < ids.size(); from += atOnce) {
      List<PointId> slice = ids.subList(from, Math.min(ids.size(), from + atOnce));
      found.addAll(
          server.ask(
              "give passages",
              client ->
                  client.retrieveAsync(
                      names.passages(),
                      slice,
                      payload.isEmpty()
                          ? WithPayloadSelectorFactory.enable(true)
                          : WithPayloadSelectorFactory.include(payload),
                      vectors.isEmpty()
                          ? WithVectorsSelectorFactory.enable(false)
                          : WithVectorsSelectorFactory.include(vectors),
                      null)));
    }
    return found;
  }

  /** How many passages are visible. */
  long count(ReadPoint at) {
    return count(names.passages(), SearchFilters.visible(at));
  }

  private long count(String collection, Common.Filter filter) {
    return server.ask("count " + collection, client -> client.countAsync(collection, filter, true));
  }

  /** Removes passages; how many there were. */
  long delete(Common.Filter filter) {
    return delete(names.passages(), filter);
  }

  /** Removes tombstones that were written before. */
  long forget(Instant before) {
    return delete(
        names.heads(),
        Common.Filter.newBuilder()
            .addMust(Compared.below(PayloadFields.BURIED, before.toEpochMilli()))
            .build());
  }

  private long delete(String collection, Common.Filter filter) {
    long held = count(collection, filter);
    if (held > 0) {
      DeletePoints request =
          DeletePoints.newBuilder()
              .setCollectionName(collection)
              .setWait(true)
              .setOrdering(WriteOrdering.newBuilder().setType(WriteOrderingType.Medium))
              .setPoints(PointsSelector.newBuilder().setFilter(filter))
              .build();
      server.ask("remove from " + collection, client -> client.deleteAsync(request, null));
    }
    return held;
  }
}
