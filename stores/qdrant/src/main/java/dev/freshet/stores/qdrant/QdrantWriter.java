package dev.freshet.stores.qdrant;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The writing half of one run. */
final class QdrantWriter implements PassageWriter {
  /** Points of one operation. */
  private static final int SLICE = 256;

  private final QdrantPassageStore store;
  private final StoredPoints stored;
  private final PassagePoints points;
  private final Outbox outbox;
  private final QdrantInspection inspection;
  private final int dimension;

  QdrantWriter(
      QdrantPassageStore store,
      StoredPoints stored,
      PassagePoints points,
      Outbox outbox,
      QdrantInspection inspection,
      int dimension) {
    this.store = store;
    this.stored = stored;
    this.points = points;
    this.outbox = outbox;
    this.inspection = inspection;
    this.dimension = dimension;
  }

  @Override
  public PassageWriter session() {
    return store.session();
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return standing(identity).map(StandingHead::head);
  }

  private Optional<StandingHead> standing(DocumentIdentity identity) {
    store.requireOpen();
    return outbox.head(identity);
  }

  /**
   * What it brought is begun and ended at the same position, so that it is never seen: also where a
   * writer that stood still brings it later, for what is there already is not written again. What
   * once stood, as the marks or a head say, stays as long as any ended life does.
   */
  @Override
  public void discard(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    boolean stood =
        outbox.applied().offset(input.log()) >= input.offset()
            || standing(identity).filter(h -> h.covers(input) || h.knows(input)).isPresent();
    if (stood || document.passages().isEmpty()) {
      return;
    }
    List<PointsUpdateOperation> never = new ArrayList<>(begins(identity, version, document, input));
    never.add(
        Operations.end(PassagePoints.ids(identity, version, document.passages().size()), input));
    outbox.add(new Change(identity, never, Optional.empty(), List.of()));
  }

  @Override
  public void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    document.passages().forEach(this::requireDimension);
    Head head = new Head(version, false, input.offset(), document.passages().size());
    StandingHead standing = new StandingHead(head, input, document.metadata());
    apply(identity, standing, begins(identity, version, document, input));
  }

  private List<PointsUpdateOperation> begins(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    return slices(identity, version, document, input, Operations::insert);
  }

  private List<PointsUpdateOperation> slices(
      DocumentIdentity identity,
      Version version,
      EmbeddedDocument document,
      Position input,
      Function<List<PointStruct>, PointsUpdateOperation> write) {
    List<PointsUpdateOperation> slices = new ArrayList<>();
    for (int from = 0; from < document.passages().size(); from += SLICE) {
      List<PointStruct> slice =
          document
              .passages()
              .subList(from, Math.min(document.passages().size(), from + SLICE))
              .stream()
              .map(p -> points.point(identity, version, document.metadata(), p, input))
              .toList();
      slices.add(write.apply(slice));
    }
    return slices;
  }

  private void requireDimension(EmbeddedPassage passage) {
    if (passage.vector().dimension() != dimension) {
      throw new IllegalArgumentException(
          "a vector of " + passage.vector().dimension() + " numbers in a store of " + dimension);
    }
  }

  @Override
  public void delete(DocumentIdentity identity, Version version, Position input) {
    Head tombstone = new Head(version, true, input.offset(), 0);
    apply(identity, new StandingHead(tombstone, input, Metadata.NONE), List.of());
  }

  private void apply(
      DocumentIdentity identity, StandingHead head, List<PointsUpdateOperation> begins) {
    Optional<StandingHead> before = standing(identity);
    if (before.filter(b -> b.covers(head.input())).isPresent()) {
      again(identity, head.input());
      return;
    }
    StandingHead next = before.map(head::over).orElse(head);
    List<PointsUpdateOperation> first = new ArrayList<>(begins);
    next.head()
        .over()
        .filter(_ -> next.head().passages() > 0)
        .ifPresent(o -> first.add(Operations.over(next.passages(identity).getFirst(), o)));
    // Whoever brought that one may have been killed before it ended the life before. Once this one
    // has taken its place, nobody knows of that life any more.
    before
        .filter(b -> !b.input().log().equals(head.input().log()))
        .ifPresent(b -> first.addAll(b.endFormer(identity)));
    outbox.add(
        new Change(
            identity,
            first,
            Optional.of(new Change.Takeover(before, next)),
            next.endFormer(identity)));
    outbox.note(head.input());
  }

  @Override
  public Optional<Position> over(DocumentIdentity identity, Version version) {
    store.requireOpen();
    return stored
        .passages(PassagePoints.ids(identity, version, 1), List.of(PayloadFields.OVER), List.of())
        .stream()
        .map(point -> new Payload(point.getPayloadMap()).text(PayloadFields.OVER))
        .filter(token -> !token.isEmpty())
        .map(Position::parse)
        .findFirst();
  }

  @Override
  public void again(DocumentIdentity identity, Position input) {
    if (outbox.applied().offset(input.log()) < input.offset()) {
      standing(identity)
          .filter(head -> head.input().equals(input))
          .map(head -> new Change(identity, List.of(), Optional.empty(), head.endFormer(identity)))
          .ifPresent(outbox::add);
    }
    outbox.note(input);
  }

  @Override
  public List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    store.requireOpen();
    return stored.expired(input, now, limit);
  }

  @Override
  public void expire(DocumentIdentity identity, Version version) {
    standing(identity)
        .filter(h -> h.head().version().equals(version) && !h.head().deleted())
        .ifPresent(
            h -> {
              var ids = h.passages(identity);
              var gone =
                  ids.isEmpty()
                      ? List.<PointsUpdateOperation>of()
                      : List.of(Operations.delete(ids));
              var takeover = new Change.Takeover(Optional.of(h), h.expired());
              outbox.add(new Change(identity, gone, Optional.of(takeover), List.of()));
            });
  }

  @Override
  public Map<String, Vector> vectors(DocumentIdentity identity) {
    store.requireOpen();
    return stored.vectors(identity);
  }

  /**
   * Written only once the head is seen to stand as it was: where another process is quicker, this
   * run ends and its record is read again.
   */
  @Override
  public void mend(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    document.passages().forEach(this::requireDimension);
    standing(identity)
        .filter(h -> h.head().version().equals(version) && !h.head().deleted())
        .ifPresent(
            h -> {
              var head =
                  new Head(
                      version,
                      false,
                      h.head().since(),
                      document.passages().size(),
                      h.head().over());
              var mended = new StandingHead(head, h.input(), document.metadata(), h.former());
              List<PointsUpdateOperation> after = new ArrayList<>();
              var stale = new ArrayList<>(inspection.points(identity));
              stale.removeAll(mended.passages(identity));
              if (!stale.isEmpty()) {
                after.add(Operations.delete(stale));
              }
              after.addAll(slices(identity, version, document, h.input(), Operations::overwrite));
              var takeover = new Change.Takeover(Optional.of(h), mended);
              outbox.add(new Change(identity, List.of(), Optional.of(takeover), after));
            });
    outbox.note(input);
  }

  @Override
  public long removeOrphans(DocumentIdentity identity) {
    store.requireOpen();
    List<PointId> orphans = inspection.orphans(identity);
    if (!orphans.isEmpty()) {
      var gone = List.of(Operations.delete(orphans));
      outbox.add(new Change(identity, gone, Optional.empty(), List.of()));
    }
    return orphans.size();
  }

  @Override
  public void skip(Position input) {
    store.requireOpen();
    outbox.note(input);
  }

  @Override
  public void refresh() {
    store.requireOpen();
    outbox.send();
  }

  /** What the server has acknowledged is in its write-ahead log. */
  @Override
  public void commit() {
    refresh();
  }

  @Override
  public ReadPoint applied() {
    return outbox.applied();
  }

  @Override
  public long sweep(ReadPoint before) {
    refresh();
    return stored.delete(SearchFilters.ended(before));
  }

  @Override
  public long sweepTombstones(Instant before) {
    store.requireOpen();
    long forgotten = stored.forget(before);
    outbox.forgetTold();
    return forgotten;
  }
}
