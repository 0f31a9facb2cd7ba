package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.SparseText;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.text.TextAnalysis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store in memory that looks at every passage: slow, and plain enough to be right. What is
 * applied is readable at once; nothing outlives the process. Safe to use from several threads, one
 * at a time.
 */
public final class OraclePassageStore implements PassageStore, PassageWriter, PassageSearcher {
  private final int dimension;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Map<DocumentIdentity, Beginning> heads = new HashMap<>();
  private final Map<Version, Position> overs = new HashMap<>();
  private List<OracleLife> lives = new ArrayList<>();
  private ReadPoint applied = ReadPoint.START;
  private boolean closed;

  private record Beginning(Head head, LogPartition input, Metadata metadata, Instant written) {
    Beginning(Head head, LogPartition input, Metadata metadata) {
      this(head, input, metadata, Instant.now());
    }

    ExpiredDocument expired(DocumentIdentity identity) {
      return new ExpiredDocument(identity, head.version(), head.since(), metadata);
    }
  }

  /**
   * @param dimension how many numbers a vector has
   */
  public OraclePassageStore(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public PassageWriter writer() {
    return this;
  }

  @Override
  public PassageSearcher searcher() {
    return this;
  }

  @Override
  public StoreInspection inspection() {
    return new OracleInspection(this::held);
  }

  private synchronized OracleInspection.Held held() {
    requireOpen();
    Map<DocumentIdentity, Head> all = new HashMap<>();
    heads.forEach((identity, beginning) -> all.put(identity, beginning.head()));
    return new OracleInspection.Held(all, List.copyOf(lives));
  }

  @Override
  public synchronized Optional<Head> head(DocumentIdentity identity) {
    requireOpen();
    return Optional.ofNullable(heads.get(identity)).map(Beginning::head);
  }

  @Override
  public synchronized void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    requireOpen();
    document.passages().forEach(this::requireDimension);
    int count = document.passages().size();
    Head head = new Head(version, false, input.offset(), count);
    if (begin(identity, head, document.metadata(), input)) {
      document
          .passages()
          .forEach(passage -> lives.add(life(identity, version, document, passage, input)));
    }
  }

  private void requireDimension(EmbeddedPassage passage) {
    if (passage.vector().dimension() != dimension) {
      throw new IllegalArgumentException(
          "a vector of " + passage.vector().dimension() + " numbers in a store of " + dimension);
    }
  }

  private OracleLife life(
      DocumentIdentity identity,
      Version version,
      EmbeddedDocument document,
      EmbeddedPassage embedded,
      Position input) {
    PassageKey key = PassageKey.of(identity, version, embedded.passage().ordinal());
    FoundPassage found =
        new FoundPassage(
            key, identity, version, document.metadata(), embedded.passage(), input.offset());
    List<String> terms =
        analysis.terms(SparseText.of(document.metadata(), embedded.passage())).stream()
            .map(TextAnalysis.Term::text)
            .toList();
    return new OracleLife(found, embedded.vector(), terms, input, Optional.empty());
  }

  @Override
  public synchronized void delete(DocumentIdentity identity, Version version, Position input) {
    requireOpen();
    begin(identity, new Head(version, true, input.offset(), 0), Metadata.NONE, input);
  }

  @Override
  public synchronized List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    requireOpen();
    return heads.entrySet().stream()
        .filter(e -> e.getValue().input().equals(input) && !e.getValue().head().deleted())
        .map(e -> e.getValue().expired(e.getKey()))
        .filter(document -> document.metadata().expiredBy(now))
        .sorted(Comparator.comparing(document -> document.metadata().expiresAt().orElseThrow()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void expire(DocumentIdentity identity, Version version) {
    requireOpen();
    Beginning before = heads.get(identity);
    if (before != null && before.head().version().equals(version) && !before.head().deleted()) {
      Head tombstone = new Head(version, true, before.head().since(), 0);
      heads.put(identity, new Beginning(tombstone, before.input(), Metadata.NONE));
      lives.removeIf(life -> life.isOf(identity) && life.ended().isEmpty());
    }
  }

  @Override
  public synchronized Map<String, Vector> vectors(DocumentIdentity identity) {
    requireOpen();
    Map<String, Vector> vectors = new HashMap<>();
    lives.stream()
        .filter(life -> life.isOf(identity) && life.ended().isEmpty())
        .forEach(life -> vectors.put(life.found().passage().identity(), life.vector()));
    return vectors;
  }

  /** Ends what was before; false where this or something later is applied already. */
  private boolean begin(DocumentIdentity identity, Head head, Metadata metadata, Position input) {
    Beginning before = heads.get(identity);
    applied = applied.advancedTo(input);
    if (before != null
        && before.input().equals(input.log())
        && before.head().since() >= input.offset()) {
      return false;
    }
    Head over =
        before == null
            ? head
            : head.over(before.head(), before.input().at(before.head().since()), input.log());
    over.over().ifPresent(life -> overs.put(head.version(), life));
    heads.put(identity, new Beginning(over, input.log(), metadata));
    lives.replaceAll(life -> life.isOf(identity) ? life.ended(input) : life);
    return true;
  }

  /** Versions are positions: no two documents have the same. */
  @Override
  public synchronized Optional<Position> over(DocumentIdentity identity, Version version) {
    return Optional.ofNullable(overs.get(version));
  }

  @Override
  public synchronized void mend(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    requireOpen();
    document.passages().forEach(this::requireDimension);
    applied = applied.advancedTo(input);
    Beginning standing = heads.get(identity);
    if (standing == null
        || standing.head().deleted()
        || !standing.head().version().equals(version)) {
      return;
    }
    Head before = standing.head();
    Head head = new Head(version, false, before.since(), document.passages().size(), before.over());
    heads.put(identity, new Beginning(head, standing.input(), document.metadata()));
    lives.removeIf(life -> life.isOf(identity) && life.ended().isEmpty());
    Position began = standing.input().at(before.since());
    document
        .passages()
        .forEach(passage -> lives.add(life(identity, version, document, passage, began)));
  }

  @Override
  public synchronized long removeOrphans(DocumentIdentity identity) {
    requireOpen();
    int held = lives.size();
    Optional<Head> head = Optional.ofNullable(heads.get(identity)).map(Beginning::head);
    lives.removeIf(life -> life.isOf(identity) && life.isOrphanOf(head));
    return (long) held - lives.size();
  }

  @Override
  public synchronized void skip(Position input) {
    requireOpen();
    applied = applied.advancedTo(input);
  }

  @Override
  public synchronized void refresh() {
    requireOpen();
  }

  @Override
  public synchronized void commit() {
    requireOpen();
  }

  @Override
  public synchronized ReadPoint applied() {
    return applied;
  }

  @Override
  public synchronized ReadPoint readable() {
    return applied;
  }

  @Override
  public synchronized long sweep(ReadPoint before) {
    requireOpen();
    long held = lives.size();
    lives = new ArrayList<>(lives.stream().filter(life -> !life.endedBy(before)).toList());
    return held - lives.size();
  }

  @Override
  public synchronized long sweepTombstones(Instant before) {
    requireOpen();
    int held = heads.size();
    heads.values().removeIf(b -> b.head().deleted() && b.written().isBefore(before));
    return (long) held - heads.size();
  }

  @Override
  public synchronized long count(ReadPoint at) {
    requireOpen();
    return lives.stream().filter(life -> life.visible(at)).count();
  }

  @Override
  public synchronized Snapshot open(ReadPoint at) {
    requireOpen();
    return new OracleSnapshot(List.copyOf(lives), at);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }
}
