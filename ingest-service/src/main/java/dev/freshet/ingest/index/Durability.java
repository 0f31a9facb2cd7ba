package dev.freshet.ingest.index;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Makes the store durable now and then, on a thread beside the stream thread, so that no document
 * waits for the disk; and knows how far it is durable, which is as far as offsets may be committed.
 *
 * <p>Owned by the stream thread; only the commit itself runs elsewhere, one at a time.
 */
final class Durability {
  private final PassageWriter writer;
  private final Executor beside;
  private final long interval;
  private final LongSupplier nanoTime;
  private long next;
  private ReadPoint asked;
  private volatile ReadPoint durable;
  private volatile boolean committing;
  private volatile RuntimeException failure;

  /**
   * @param writer the store; what it has applied now is taken for durable: it was just opened, or
   *     is asked to commit first
   * @param beside runs one commit at a time
   * @param every how often at most
   * @param nanoTime such as System::nanoTime
   */
  Durability(PassageWriter writer, Executor beside, Duration every, LongSupplier nanoTime) {
    this.writer = writer;
    this.beside = beside;
    this.interval = every.toNanos();
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
    this.asked = ReadPoint.START;
    this.durable = ReadPoint.START;
  }

  /**
   * Starts a commit when it is time and something was applied since.
   *
   * @throws Outage when the last one failed: what is not durable is read again
   */
  void tick() {
    if (failure != null) {
      throw failure;
    }
    long now = nanoTime.getAsLong();
    if (committing || now - next < 0) {
      return;
    }
    ReadPoint applied = writer.applied();
    if (applied.equals(asked)) {
      return;
    }
    asked = applied;
    next = now + interval;
    committing = true;
    beside.execute(() -> commit(applied));
  }

  private void commit(ReadPoint applied) {
    try {
      writer.commit();
      durable = applied;
    } catch (RuntimeException e) {
      // Thrown on the stream thread by the next tick: it ends the run without a commit.
      failure = e;
    } catch (Error e) {
      failure = new IllegalStateException("the store's commit broke down", e);
      throw e;
    } finally {
      committing = false;
    }
  }

  /** The last durable offset of an input partition, as far as this run knows; -1 where none is. */
  long offset(LogPartition input) {
    return durable.offset(input);
  }
}
