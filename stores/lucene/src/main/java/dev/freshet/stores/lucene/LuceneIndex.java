package dev.freshet.stores.lucene;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Lucene index with the positions it has applied: the one place that opens, refreshes, commits,
 * closes and turns Lucene's errors into ours.
 *
 * <p>Positions are noted after the index has taken their change and are taken down before a commit
 * or refresh begins, so that what is durable or readable is never less than they say.
 */
final class LuceneIndex implements AutoCloseable {
  /** How many changes may wait for a refresh before one is made. */
  static final int MAX_UNREFRESHED = 10_000;

  static final String NAME = "Lucene index";
  private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);

  private final IndexOpening opening;
  private final Directory directory;
  private final Unrefreshed<?> fresh;
  private final FormerView former = new FormerView();
  private final AtomicReference<ReadPoint> applied;
  private volatile IndexWriter writer;
  private volatile SearcherManager searchers;
  private int era;
  private volatile ReadPoint durable;
  private volatile String checkpoint;
  private volatile ReadPoint readable;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final ReentrantLock committing = new ReentrantLock();
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private volatile boolean closed;
  private volatile long begun;
  private long ended;

  /** Something done to the index. */
  interface Task<T> {
    T run() throws IOException;
  }

  private LuceneIndex(
      IndexOpening opening, Directory directory, IndexWriter writer, Unrefreshed<?> fresh)
      throws IOException {
    this.opening = opening;
    this.directory = directory;
    this.writer = writer;
    this.fresh = fresh;
    this.durable = CommitData.positions(writer);
    this.checkpoint = CommitData.checkpoint(writer);
    this.readable = durable;
    this.applied = new AtomicReference<>(durable);
    this.searchers = new SearcherManager(writer, new UncachedSearchers());
  }

  /**
   * @throws IllegalStateException when another process holds the folder, or its marks differ
   */
  static LuceneIndex open(IndexOpening opening, Unrefreshed<?> fresh) {
    return attempt(
        () -> {
          Directory directory = opening.directory();
          try {
            return new LuceneIndex(opening, directory, opening.writer(directory), fresh);
          } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
          }
        });
  }

  /**
   * Opens the index again where an error of the disk has made Lucene close it. What was not durable
   * is gone then, and a new era begins: whoever wrote in the one before must read again from what
   * is durable. Readers go on seeing what they saw until it is there again.
   *
   * @return the era that is now
   */
  int recover() {
    life.writeLock().lock();
    try {
      if (!closed && !writer.isOpen()) {
        attempt(this::reopen);
      }
      return era;
    } finally {
      life.writeLock().unlock();
    }
  }

  private Integer reopen() throws IOException {
    IndexWriter again = opening.writer(directory);
    SearcherManager before = searchers;
    searchers = new SearcherManager(again, new UncachedSearchers());
    writer = again;
    fresh.forget();
    former.keep(before, readable);
    durable = CommitData.positions(again);
    checkpoint = CommitData.checkpoint(again);
    readable = durable;
    applied.set(durable);
    return ++era;
  }

  /** Runs what belongs to an era; what it does is not mixed with another's. */
  <T> T during(int itsEra, Supplier<T> task) {
    life.readLock().lock();
    try {
      if (itsEra != era) {
        throw new Outage(NAME, "it was opened again after an error of the disk", null);
      }
      return task.get();
    } finally {
      life.readLock().unlock();
    }
  }

  /** Runs a task while the index is open, its errors told as ours. */
  <T> T run(Task<T> task) {
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      return attempt(task);
    } finally {
      life.readLock().unlock();
    }
  }

  private static <T> T attempt(Task<T> task) {
    try {
      return task.run();
    } catch (IOException | AlreadyClosedException e) {
      throw new Outage(NAME, String.valueOf(e.getMessage()), e);
    }
  }

  IndexWriter writer() {
    return writer;
  }

  /** A reader's view of at least this point; to be given back with {@link #release}. */
  IndexSearcher acquire(ReadPoint at) {
    return run(() -> former.at(at).orElse(searchers).acquire());
  }

  void release(IndexSearcher searcher) {
    attempt(
        () -> {
          searcher.getIndexReader().decRef();
          return null;
        });
  }

  /** Runs a task on the reader of the last refresh. */
  <T> T read(ReadTask<T> task) {
    return run(
        () -> {
          IndexSearcher searcher = searchers.acquire();
          try {
            return task.run(searcher);
          } finally {
            searchers.release(searcher);
          }
        });
  }

  /** Something read. */
  interface ReadTask<T> {
    T run(IndexSearcher searcher) throws IOException;
  }

  void note(Position position) {
    applied.updateAndGet(point -> point.advancedTo(position));
  }

  ReadPoint applied() {
    return applied.get();
  }

  ReadPoint readable() {
    return former.readable(readable);
  }

  ReadPoint durable() {
    return durable;
  }

  /**
   * Callers that wait for one refresh under way share the next: whoever comes first makes it, and
   * it serves all who called before it began.
   */
  void refresh() {
    run(
        () -> {
          long seen = begun;
          refreshing.lock();
          try {
            if (ended > seen) {
              return null;
            }
            begun = ended + 1;
            ReadPoint shown = applied.get();
            refreshOnce();
            readable = shown;
            former.shown(shown);
            ended = begun;
          } finally {
            refreshing.unlock();
          }
          return null;
        });
  }

  private void refreshOnce() throws IOException {
    fresh.begin();
    boolean done = false;
    try {
      searchers.maybeRefreshBlocking();
      done = true;
    } finally {
      if (done) {
        fresh.end();
      } else {
        fresh.fail();
      }
    }
  }

  /** Makes durable what is applied, and a text; does nothing where all was durable already. */
  void commit(String text) {
    boolean _ = run(() -> commitOnce(text));
  }

  /** The text of the last commit; empty where it had none. */
  String checkpoint() {
    return checkpoint;
  }

  private boolean commitOnce(String text) throws IOException {
    committing.lock();
    try {
      ReadPoint taken = applied.get();
      if (taken.equals(durable) && text.equals(checkpoint) && !writer.hasUncommittedChanges()) {
        return false;
      }
      writer.setLiveCommitData(CommitData.of(opening.marks(), taken, text).entrySet());
      writer.commit();
      durable = taken;
      checkpoint = text;
      return true;
    } finally {
      committing.unlock();
    }
  }

  /** Waits for calls under way, commits and lets go; merges under way are given up. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      attempt(
          () -> {
            try (directory) {
              searchers.close();
              former.close();
              try {
                boolean _ = writer.isOpen() && commitOnce(checkpoint);
              } catch (IOException | AlreadyClosedException e) {
                LOG.warn("what was not durable is read again at the next start: {}", e.toString());
              } finally {
                writer.rollback();
              }
            }
            return null;
          });
    } finally {
      life.writeLock().unlock();
    }
  }
}
