package dev.freshet.common.embed;

import dev.freshet.common.failure.Refused;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Shares one embedder among those who want it: at most {@link Embedder#callers()} calls at once;
 * whoever waits goes by {@link Priority}. Bulk gets a fair minimum: of every {@link #BULK_SHARE}
 * permits handed to waiting passages one goes to bulk if bulk waits. Queries always go first. A
 * call under way is never interrupted. Waiting callers are threads that asked, so the queue is
 * bounded by their number.
 */
public final class PrioritisedEmbedder {
  /** One permit in so many goes to waiting bulk work even while live work waits. */
  public static final int BULK_SHARE = 8;

  private final Embedder delegate;
  private final Map<Priority, Queue<CompletableFuture<Void>>> waiting =
      new EnumMap<>(Priority.class);
  private int free;
  private int handedToLive;

  /**
   * @param delegate the embedder to share; the caller still closes it
   */
  public PrioritisedEmbedder(Embedder delegate) {
    this.delegate = delegate;
    this.free = delegate.callers();
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
  }

  /** The embedder as one priority sees it. Closing it closes nothing. */
  public Embedder as(Priority priority) {
    return as(() -> priority);
  }

  /** The embedder as somebody sees it whose priority changes; asked for at each call. */
  public Embedder as(Supplier<Priority> priority) {
    return new View(priority);
  }

  private void acquire(Priority priority) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    synchronized (this) {
      if (free > 0) {
        free--;
        return;
      }
      waiting.get(priority).add(turn);
    }
    try {
      turn.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a turn is never refused", e);
    }
  }

  private void release() {
    CompletableFuture<Void> next;
    synchronized (this) {
      next = takeNext();
      if (next == null) {
        free++;
      }
    }
    if (next != null) {
      next.complete(null);
    }
  }

  private CompletableFuture<Void> takeNext() {
    if (!waiting.get(Priority.QUERY).isEmpty()) {
      return waiting.get(Priority.QUERY).poll();
    }
    Queue<CompletableFuture<Void>> live = waiting.get(Priority.LIVE);
    Queue<CompletableFuture<Void>> bulk = waiting.get(Priority.BULK);
    boolean bulksTurn = !bulk.isEmpty() && (live.isEmpty() || handedToLive >= BULK_SHARE - 1);
    if (bulksTurn) {
      handedToLive = 0;
      return bulk.poll();
    }
    // Counted only while bulk waits: live work served alone saves up no turns for bulk.
    handedToLive = bulk.isEmpty() ? 0 : handedToLive + 1;
    return live.poll();
  }

  private final class View implements Embedder {
    private final Supplier<Priority> priority;

    View(Supplier<Priority> priority) {
      this.priority = priority;
    }

    @Override
    public ModelIdentity identity() {
      return delegate.identity();
    }

    @Override
    public Tokenizer tokenizer() {
      return delegate.tokenizer();
    }

    @Override
    public int batch() {
      return delegate.batch();
    }

    @Override
    public int callers() {
      return delegate.callers();
    }

    @Override
    public List<Vector> embed(List<String> texts, Purpose purpose) throws Refused {
      acquire(priority.get());
      try {
        return delegate.embed(texts, purpose);
      } finally {
        release();
      }
    }

    @Override
    public void close() {
      // The owner closes the shared embedder.
    }
  }
}
