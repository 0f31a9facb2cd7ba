package dev.freshet.stores.qdrant;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.WriteOrdering;
import io.qdrant.client.grpc.Points.WriteOrderingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Changes on their way, in order: passages before the heads that speak of them, heads before the
 * marks that say that all is there. Where sending fails, nobody knows what arrived: this outbox is
 * then of no more use, and whoever filled it reads again.
 *
 * <p>Each request waits until it is applied, and has one order on all replicas ({@code Medium}): an
 * end must not overtake the beginning that it ends.
 */
final class Outbox {
  /**
   * What one request may hold; and when all is sent although nobody asked: whoever fills it waits,
   * so that it stays bounded.
   */
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_OPERATIONS = 256;

  /**
   * What has waited longer than this is not sent: its writer stood still so long that another may
   * have its partition, and have swept what this would bring back.
   */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final QdrantServer server;
  private final Names names;
  private final Object sending = new Object();
  private Batch waiting = new Batch();
  private Optional<Batch> underWay = Optional.empty();
  private ReadPoint applied;
  private Optional<Outage> broken = Optional.empty();

  private static final class Batch {
    private final List<PointsUpdateOperation> passages = new ArrayList<>();
    private final List<PointsUpdateOperation> heads = new ArrayList<>();
    private final Map<DocumentIdentity, StandingHead> standing = new HashMap<>();
    private final Map<LogPartition, Long> applied = new HashMap<>();
    private long bytes;
    private long firstAt;
  }

  /**
   * @param applied how far the store is
   */
  Outbox(QdrantServer server, Names names, ReadPoint applied) {
    this.server = server;
    this.names = names;
    this.applied = applied;
  }

  /** The head on its way, if one is. */
  synchronized Optional<StandingHead> head(DocumentIdentity identity) {
    requireWhole();
    StandingHead newest = waiting.standing.get(identity);
    return newest != null
        ? Optional.of(newest)
        : underWay.map(batch -> batch.standing.get(identity));
  }

  /** One document's change; sends when there is enough. */
  void add(DocumentIdentity identity, StandingHead head, List<PointsUpdateOperation> passages) {
    boolean full;
    synchronized (this) {
      requireWhole();
      if (waiting.passages.isEmpty() && waiting.heads.isEmpty()) {
        waiting.firstAt = System.nanoTime();
      }
      waiting.passages.addAll(passages);
      waiting.heads.add(head.write(identity));
      waiting.standing.put(identity, head);
      passages.forEach(operation -> waiting.bytes += operation.getSerializedSize());
      full = waiting.bytes >= MOST_BYTES;
    }
    if (full) {
      send();
    }
  }

  /** A position whose changes are all here. */
  synchronized void note(Position input) {
    requireWhole();
    applied = applied.advancedTo(input);
    waiting.applied.put(input.log(), applied.offset(input.log()));
  }

  synchronized ReadPoint applied() {
    requireWhole();
    return applied;
  }

  /** When it returns, everything added before the call is applied on the server. */
  void send() {
    synchronized (sending) {
      Batch batch;
      synchronized (this) {
        requireWhole();
        batch = waiting;
        if (batch.passages.isEmpty() && batch.heads.isEmpty() && batch.applied.isEmpty()) {
          return;
        }
        waiting = new Batch();
        underWay = Optional.of(batch);
      }
      try {
        requireFresh(batch);
        send(names.passages(), batch.passages);
        send(names.heads(), batch.heads);
        send(names.heads(), Marks.write(batch.applied));
      } catch (Outage e) {
        synchronized (this) {
          broken = Optional.of(e);
        }
        throw e;
      }
      synchronized (this) {
        underWay = Optional.empty();
      }
    }
  }

  private static void requireFresh(Batch batch) {
    boolean changes = !batch.passages.isEmpty() || !batch.heads.isEmpty();
    if (changes && System.nanoTime() - batch.firstAt > STALE_NANOS) {
      throw new Outage("qdrant", "changes waited too long to be sent and are read again", null);
    }
  }

  private void send(String collection, List<PointsUpdateOperation> operations) {
    List<PointsUpdateOperation> next = new ArrayList<>();
    long bytes = 0;
    for (PointsUpdateOperation operation : operations) {
      if (next.size() == MOST_OPERATIONS || bytes > MOST_BYTES) {
        request(collection, next);
        next.clear();
        bytes = 0;
      }
      next.add(operation);
      bytes += operation.getSerializedSize();
    }
    if (!next.isEmpty()) {
      request(collection, next);
    }
  }

  private void request(String collection, List<PointsUpdateOperation> operations) {
    UpdateBatchPoints request =
        UpdateBatchPoints.newBuilder()
            .setCollectionName(collection)
            .setWait(true)
            .setOrdering(WriteOrdering.newBuilder().setType(WriteOrderingType.Medium))
            .addAllOperations(operations)
            .build();
    List<UpdateResult> results =
        server.ask("write to " + collection, client -> client.batchUpdateAsync(request, null));
    for (UpdateResult result : results) {
      if (result.getStatus() != UpdateStatus.Completed) {
        throw new Outage(
            "qdrant", "a write to " + collection + " ended as " + result.getStatus(), null);
      }
    }
  }

  /** Whether writing failed, so that a new one is needed. */
  synchronized boolean isBroken() {
    return broken.isPresent();
  }

  private void requireWhole() {
    if (broken.isPresent()) {
      Outage before = broken.get();
      throw new Outage("qdrant", "this run's writes failed before", before, before.retryAfter());
    }
  }
}
