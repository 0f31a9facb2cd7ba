package dev.freshet.ingest.fakes;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heads in memory, with a durable copy that a crash falls back to. */
public class MemoryWriter implements PassageWriter {
  private Map<DocumentIdentity, Head> heads = new HashMap<>();
  private Map<DocumentIdentity, Head> durable = new HashMap<>();
  private Map<DocumentIdentity, EmbeddedDocument> documents = new HashMap<>();
  private Map<DocumentIdentity, EmbeddedDocument> durableDocuments = new HashMap<>();
  private final Map<DocumentIdentity, Position> inputs = new HashMap<>();
  private ReadPoint applied = ReadPoint.START;
  private ReadPoint durablyApplied = ReadPoint.START;
  private boolean broken;

  /** The calls that came, in short. */
  public final List<String> calls = new ArrayList<>();

  /** What versions that were overtaken had begun over. */
  public final Map<Version, Position> overs = new HashMap<>();

  /** How many orphans each document has. */
  public long orphans;

  /** Runs while a document is prepared. */
  public Runnable preparing = () -> {};

  /** Read points swept at. */
  public final List<ReadPoint> sweeps = new ArrayList<>();

  /** Times before which tombstones were swept. */
  public final List<Instant> tombstoneSweeps = new ArrayList<>();

  /** From now on nothing becomes durable: commits do not come back before {@link #restart}. */
  public synchronized void breakDown() {
    broken = true;
  }

  /** As after kill -9: what was not durable is gone. */
  public synchronized void restart() {
    heads = new HashMap<>(durable);
    documents = new HashMap<>(durableDocuments);
    applied = durablyApplied;
    broken = false;
    notifyAll();
  }

  public synchronized Map<DocumentIdentity, Head> heads() {
    return Map.copyOf(heads);
  }

  /** What was written of a document that stands. */
  public synchronized EmbeddedDocument documents(DocumentIdentity identity) {
    return Optional.ofNullable(documents.get(identity)).orElseThrow();
  }

  @Override
  public void again(DocumentIdentity identity, Position input) {
    calls.add("again " + identity.id() + " " + input.offset());
    skip(input);
  }

  @Override
  public Optional<Position> over(DocumentIdentity identity, Version version) {
    return Optional.ofNullable(overs.get(version));
  }

  @Override
  public synchronized Optional<Head> head(DocumentIdentity identity) {
    return Optional.ofNullable(heads.get(identity));
  }

  @Override
  public synchronized void replace(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    calls.add("replace " + identity.id() + " " + version);
    put(identity, new Head(version, false, input.offset(), document.passages().size()), input);
    documents.put(identity, document);
    applied = applied.advancedTo(input);
  }

  @Override
  public synchronized void delete(DocumentIdentity identity, Version version, Position input) {
    calls.add("delete " + identity.id() + " " + version);
    put(identity, new Head(version, true, input.offset(), 0), input);
    documents.remove(identity);
    applied = applied.advancedTo(input);
  }

  /** Of any input partition: the tests have one. */
  @Override
  public synchronized List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
    return documents.entrySet().stream()
        .filter(e -> e.getValue().metadata().expiredBy(now))
        .map(e -> expired(e.getKey(), e.getValue().metadata()))
        .sorted(Comparator.comparing(e -> e.metadata().expiresAt().orElseThrow()))
        .limit(limit)
        .toList();
  }

  private ExpiredDocument expired(DocumentIdentity identity, Metadata metadata) {
    Head head = heads.get(identity);
    return new ExpiredDocument(identity, head.version(), head.since(), metadata);
  }

  @Override
  public synchronized void expire(DocumentIdentity identity, Version version) {
    Head head = heads.get(identity);
    if (head != null && head.version().equals(version) && !head.deleted()) {
      calls.add("expire " + identity.id() + " " + version);
      heads.put(identity, new Head(version, true, head.since(), 0));
      documents.remove(identity);
    }
  }

  @Override
  public synchronized Map<String, Vector> vectors(DocumentIdentity identity) {
    Map<String, Vector> vectors = new HashMap<>();
    Optional.ofNullable(documents.get(identity)).stream()
        .flatMap(document -> document.passages().stream())
        .forEach(passage -> vectors.put(passage.passage().identity(), passage.vector()));
    return vectors;
  }

  @Override
  public synchronized long sweepTombstones(Instant before) {
    tombstoneSweeps.add(before);
    return 0;
  }

  private void put(DocumentIdentity identity, Head head, Position input) {
    Head before = heads.get(identity);
    Position began = inputs.put(identity, input);
    heads.put(identity, before == null ? head : head.over(before, began, input.log()));
  }

  @Override
  public void prepare(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    preparing.run();
  }

  @Override
  public synchronized void discard(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    calls.add("discard " + identity.id() + " " + input.offset());
  }

  @Override
  public synchronized void mend(
      DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
    calls.add("mend " + identity.id() + " " + version);
    documents.put(identity, document);
    applied = applied.advancedTo(input);
  }

  @Override
  public synchronized long removeOrphans(DocumentIdentity identity) {
    calls.add("orphans " + identity.id());
    return orphans;
  }

  @Override
  public synchronized void skip(Position input) {
    calls.add("skip " + input.offset());
    applied = applied.advancedTo(input);
  }

  @Override
  public synchronized void refresh() {
    calls.add("refresh");
  }

  @Override
  public synchronized void commit() {
    if (broken) {
      awaitRestart();
      throw new Outage("store", "lost what was not durable", null);
    }
    durable = new HashMap<>(heads);
    durableDocuments = new HashMap<>(documents);
    durablyApplied = applied;
  }

  @Override
  public synchronized ReadPoint applied() {
    return applied;
  }

  @Override
  public synchronized long sweep(ReadPoint before) {
    sweeps.add(before);
    return 0;
  }

  private synchronized void awaitRestart() {
    try {
      while (broken) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
