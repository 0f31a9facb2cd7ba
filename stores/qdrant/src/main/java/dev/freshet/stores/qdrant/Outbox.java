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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Changes on their way, in order:
 *
 * <pre>
 *   new passages ──► heads ──► are they these? ──► former passages end ──► marks
 * </pre>
 *
 * <p>A head is written over the one that it was made for, and no other. Where another process was
 * quicker, this one's passages stay without a head, are seen by nobody, and are forgotten when
 * their record is read again. A head that stands while the former passages have not ended is
 * finished by the same record read again, or by whoever takes its place.
 *
 * <p>Where sending fails, nobody knows what arrived: this outbox is then of no more use, and
 * whoever filled it reads again.
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

  /** Heads that are remembered until the next sending. */
  private static final int MOST_TOLD = 1000;

  /**
   * What has waited longer than this is not sent: its writer stood still so long that another may
   * have its partition, and have swept what this would bring back. No shorter, for a server that is
   * slow would never be written to.
   */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final QdrantServer server;
  private final Names names;
  private final StoredPoints stored;
  private final Object sending = new Object();
  private Batch waiting = new Batch();
  private Optional<Batch> underWay = Optional.empty();
  private ReadPoint applied;
  private Optional<Outage> broken = Optional.empty();

  private static final class Batch {
    private final List<PointsUpdateOperation> before = new ArrayList<>();
    private final List<PointsUpdateOperation> heads = new ArrayList<>();
    private final List<PointsUpdateOperation> after = new ArrayList<>();
    private final Set<DocumentIdentity> changed = new HashSet<>();
    private final Map<DocumentIdentity, StandingHead> standing = new HashMap<>();
    private final Map<DocumentIdentity, Optional<StandingHead>> told = new HashMap<>();
    private final Map<LogPartition, Long> applied = new HashMap<>();
    private long bytes;
    private long firstAt;

    private boolean changesNothing() {
      return changed.isEmpty();
    }

    private void tell(DocumentIdentity identity, Optional<StandingHead> head) {
      if (told.size() >= MOST_TOLD) {
        told.clear();
      }
      told.put(identity, head);
    }

    private void add(Change change) {
      if (changesNothing()) {
        firstAt = System.nanoTime();
      }
      changed.add(change.identity());
      before.addAll(change.before());
      after.addAll(change.after());
      change
          .takeover()
          .ifPresent(
              t -> {
                heads.add(t.head().write(change.identity(), t.over()));
                standing.put(change.identity(), t.head());
              });
      change.before().forEach(operation -> bytes += operation.getSerializedSize());
    }
  }

  /**
   * @param applied how far the store is
   */
  Outbox(QdrantServer server, Names names, StoredPoints stored, ReadPoint applied) {
    this.server = server;
    this.names = names;
    this.stored = stored;
    this.applied = applied;
  }

  /**
   * The head of a document: on its way, or as the server told it since the last sending. Another
   * process may have changed it meanwhile: then what is made of it is refused.
   */
  Optional<StandingHead> head(DocumentIdentity identity) {
    synchronized (this) {
      requireWhole();
      StandingHead newest = waiting.standing.get(identity);
      if (newest == null) {
        newest = underWay.map(batch -> batch.standing.get(identity)).orElse(null);
      }
      Optional<StandingHead> told = waiting.told.get(identity);
      if (newest != null || told != null) {
        return newest != null ? Optional.of(newest) : told;
      }
    }
    Optional<StandingHead> asked = stored.head(identity);
    synchronized (this) {
      waiting.tell(identity, asked);
    }
    return asked;
  }

  /** Heads have been removed: what was told of them is forgotten. */
  synchronized void forgetTold() {
    waiting.told.clear();
  }

  /**
   * One document's change; sends when there is enough. Of one document there is one change at a
   * time: of two, a kill between heads and ends would leave the first one's end undone, and the
   * head that stands then knows of the second alone.
   */
  void add(Change change) {
    if (hasChanged(change.identity())) {
      send();
    }
    boolean full;
    synchronized (this) {
      requireWhole();
      waiting.add(change);
      full = waiting.bytes >= MOST_BYTES;
    }
    if (full) {
      send();
    }
  }

  private synchronized boolean hasChanged(DocumentIdentity identity) {
    return waiting.changed.contains(identity);
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
        if (batch.changesNothing() && batch.applied.isEmpty()) {
          batch.told.clear();
          return;
        }
        waiting = new Batch();
        underWay = Optional.of(batch);
      }
      try {
        requireFresh(batch);
        send(names.passages(), batch.before);
        send(names.heads(), batch.heads);
        requireStanding(batch);
        send(names.passages(), batch.after);
        send(names.heads(), Marks.write(batch.applied));
      } catch (RuntimeException | Error e) {
        synchronized (this) {
          broken =
              Optional.of(
                  e instanceof Outage outage ? outage : new Outage("qdrant", "failed: " + e, e));
        }
        throw e;
      }
      synchronized (this) {
        underWay = Optional.empty();
      }
    }
  }

  private static void requireFresh(Batch batch) {
    if (!batch.changesNothing() && System.nanoTime() - batch.firstAt > STALE_NANOS) {
      throw new Outage("qdrant", "changes waited too long to be sent and are read again", null);
    }
  }

  /** Whether the heads are those that were sent: else another process was quicker. */
  private void requireStanding(Batch batch) {
    Map<DocumentIdentity, StandingHead> found = stored.heads(batch.standing.keySet());
    batch.standing.forEach(
        (identity, sent) -> {
          if (!Optional.ofNullable(found.get(identity)).filter(sent::is).isPresent()) {
            throw new Outage(
                "qdrant", "another process changed " + identity.id() + " meanwhile", null);
          }
        });
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
