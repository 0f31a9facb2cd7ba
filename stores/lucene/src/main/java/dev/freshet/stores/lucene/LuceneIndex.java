package dev.freshet.stores.lucene;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;

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

  /** Segments up to so many MiB, and so many together, stay in memory until the next commit. */
  private static final double CACHED_SEGMENT_MIB = 4;

  private static final double CACHED_MIB = 32;

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Map<String, String> marks;
  private final Runnable refreshBegins;
  private final Runnable refreshEnds;
  private final Runnable refreshFails;
  private final AtomicReference<ReadPoint> applied;
  private volatile ReadPoint durable;
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
      Directory directory, IndexWriter writer, Map<String, String> marks, Unrefreshed<?> fresh)
      throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.marks = marks;
    this.refreshBegins = fresh::begin;
    this.refreshEnds = fresh::end;
    this.refreshFails = fresh::fail;
    this.durable = CommitData.positions(writer);
    this.readable = durable;
    this.applied = new AtomicReference<>(durable);
    this.searchers = new SearcherManager(writer, new UncachedSearchers());
  }

  /**
   * @param marks what the index must be marked with; one that is marked otherwise is refused
   * @throws IllegalStateException when another process holds the folder, or its marks differ
   */
  static LuceneIndex open(
      Path folder, IndexWriterConfig config, Map<String, String> marks, Unrefreshed<?> fresh) {
    return attempt(
        () -> {
          Directory directory =
              new NRTCachingDirectory(FSDirectory.open(folder), CACHED_SEGMENT_MIB, CACHED_MIB);
          IndexWriter writer = null;
          try {
            writer = new IndexWriter(directory, config.setCommitOnClose(false));
            CommitData.check(folder, marks, writer);
            return new LuceneIndex(directory, writer, marks, fresh);
          } catch (LockObtainFailedException e) {
            directory.close();
            throw new IllegalStateException(
                "the index in "
                    + folder
                    + " is in use by another process: stop that one, or give another data folder",
                e);
          } catch (IOException | RuntimeException e) {
            if (writer != null) {
              writer.rollback();
            }
            directory.close();
            throw e;
          }
        });
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
      throw new Outage("Lucene index", String.valueOf(e.getMessage()), e);
    }
  }

  IndexWriter writer() {
    return writer;
  }

  /** To be given back with {@link #release}. */
  IndexSearcher acquire() {
    return run(searchers::acquire);
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
    return readable;
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
            ended = begun;
          } finally {
            refreshing.unlock();
          }
          return null;
        });
  }

  private void refreshOnce() throws IOException {
    refreshBegins.run();
    boolean done = false;
    try {
      searchers.maybeRefreshBlocking();
      done = true;
    } finally {
      (done ? refreshEnds : refreshFails).run();
    }
  }

  /** Makes durable what is applied; does nothing where that is so already. */
  void commit() {
    run(
        () -> {
          commitOnce();
          return null;
        });
  }

  private void commitOnce() throws IOException {
    committing.lock();
    try {
      ReadPoint taken = applied.get();
      if (taken.equals(durable) && !writer.hasUncommittedChanges()) {
        return;
      }
      writer.setLiveCommitData(CommitData.of(marks, taken).entrySet());
      writer.commit();
      durable = taken;
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
              try {
                commitOnce();
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

  /** Filters differ from query to query, so a cache of them would only cost. */
  private static final class UncachedSearchers extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(
        org.apache.lucene.index.IndexReader reader, org.apache.lucene.index.IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }
}
