package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.ExpiredDocument;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.PassageStore;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.store.StoreInspection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that watches its caller: input positions in order, ordinals from 0, one dimension,
 * nothing after close. What breaks a law of the port meets an AssertionError.
 */
public final class AssertingPassageStore implements PassageStore {
  private final PassageStore store;
  private final int dimension;
  private final Map<LogPartition, Long> last = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param store the store itself
   * @param dimension how many numbers a vector has
   */
  public AssertingPassageStore(PassageStore store, int dimension) {
    this.store = store;
    this.dimension = dimension;
  }

  /** The caller starts again, as after a crash: older positions may come again from here on. */
  public void callerRestarts() {
    last.clear();
  }

  @Override
  public PassageWriter writer() {
    return new AssertingWriter(store.writer());
  }

  @Override
  public PassageSearcher searcher() {
    return new AssertingSearcher(store.searcher());
  }

  @Override
  public StoreInspection inspection() {
    return store.inspection();
  }

  @Override
  public void close() {
    closed = true;
    store.close();
  }

  private static void require(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError(law);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private final class AssertingWriter implements PassageWriter {
    private final PassageWriter writer;

    AssertingWriter(PassageWriter writer) {
      this.writer = writer;
    }

    private void inOrder(Position input) {
      requireOpen();
      Long before = last.put(input.log(), input.offset());
      require(
          before == null || before <= input.offset(),
          "position " + input + " came after offset " + before);
    }

    @Override
    public Optional<Head> head(DocumentIdentity identity) {
      requireOpen();
      return writer.head(identity);
    }

    @Override
    public void prepare(
        DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
      requireOpen();
      Long before = last.get(input.log());
      require(
          before == null || before <= input.offset(),
          "position " + input + " was prepared after offset " + before);
      writer.prepare(identity, version, document, input);
    }

    @Override
    public void discard(
        DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
      requireOpen();
      writer.discard(identity, version, document, input);
    }

    @Override
    public void replace(
        DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
      inOrder(input);
      for (int i = 0; i < document.passages().size(); i++) {
        var passage = document.passages().get(i);
        require(passage.passage().ordinal() == i, "passage " + i + " has another ordinal");
        require(
            passage.vector().dimension() == dimension,
            "a vector of " + passage.vector().dimension() + " numbers, not " + dimension);
      }
      writer.replace(identity, version, document, input);
      Head head = writer.head(identity).orElseThrow();
      require(
          head.version().equals(version) || head.since() >= input.offset(),
          "the head of " + identity + " is not what was applied");
    }

    @Override
    public void delete(DocumentIdentity identity, Version version, Position input) {
      inOrder(input);
      writer.delete(identity, version, input);
    }

    @Override
    public List<ExpiredDocument> expired(LogPartition input, Instant now, int limit) {
      requireOpen();
      List<ExpiredDocument> expired = writer.expired(input, now, limit);
      require(expired.size() <= limit, expired.size() + " documents, and " + limit + " wanted");
      return expired;
    }

    @Override
    public void expire(DocumentIdentity identity, Version version) {
      requireOpen();
      writer.expire(identity, version);
    }

    @Override
    public void mend(
        DocumentIdentity identity, Version version, EmbeddedDocument document, Position input) {
      inOrder(input);
      writer.mend(identity, version, document, input);
    }

    @Override
    public long removeOrphans(DocumentIdentity identity) {
      requireOpen();
      return writer.removeOrphans(identity);
    }

    @Override
    public Map<String, Vector> vectors(DocumentIdentity identity) {
      requireOpen();
      return writer.vectors(identity);
    }

    @Override
    public long sweepTombstones(Instant before) {
      requireOpen();
      return writer.sweepTombstones(before);
    }

    @Override
    public void skip(Position input) {
      inOrder(input);
      writer.skip(input);
    }

    @Override
    public Optional<Position> over(DocumentIdentity identity, Version version) {
      requireOpen();
      return writer.over(identity, version);
    }

    @Override
    public void again(DocumentIdentity identity, Position input) {
      inOrder(input);
      writer.again(identity, input);
    }

    @Override
    public void refresh() {
      requireOpen();
      writer.refresh();
    }

    @Override
    public void commit() {
      requireOpen();
      writer.commit();
    }

    @Override
    public ReadPoint applied() {
      return writer.applied();
    }

    @Override
    public long sweep(ReadPoint before) {
      requireOpen();
      return writer.sweep(before);
    }
  }

  private final class AssertingSearcher implements PassageSearcher {
    private final PassageSearcher searcher;

    AssertingSearcher(PassageSearcher searcher) {
      this.searcher = searcher;
    }

    @Override
    public ReadPoint readable() {
      return searcher.readable();
    }

    @Override
    public long count(ReadPoint at) {
      requireOpen();
      return searcher.count(at);
    }

    @Override
    public Snapshot open(ReadPoint at) {
      requireOpen();
      return new AssertingSnapshot(searcher.open(at), dimension);
    }
  }
}
