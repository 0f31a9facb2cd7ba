package dev.freshet.common.embed;

import dev.freshet.common.failure.Refused;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Shares one embedder among those who want it: at most {@link Embedder#callers()} calls at once;
 * whoever waits goes by {@link Priority}. Bulk gets a fair minimum: of every {@link #BULK_SHARE}
 * permits handed to waiting passages one goes to bulk if bulk waits. Queries always go first. A
 * call under way is never interrupted; so that nobody waits for one of bulk's, those do not count
 * for queries and live passages: there are at most twice as many calls for a moment, and bulk's are
 * on threads that give way. Waiting callers are threads that asked, so the queue is bounded by
 * their number.
 */
public final class PrioritisedEmbedder {
  /** One permit in so many goes to waiting bulk work even while live work waits. */
  public static final int BULK_SHARE = 8;

  private final Embedder delegate;
  private final Map<Priority, Queue<CompletableFuture<Void>>> waiting =
      new EnumMap<>(Priority.class);
  private final int callers;
  private int urgent;
  private int bulk;
  private int handedToLive;

  /**
   * @param delegate the embedder to share; the caller still closes it
   */
  public PrioritisedEmbedder(Embedder delegate) {
    this.delegate = delegate;
    this.callers = delegate.callers();
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
      if (hasRoom(priority)) {
        count(priority, 1);
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

  private boolean hasRoom(Priority priority) {
    return switch (priority) {
      case QUERY, LIVE -> urgent < callers;
      case BULK -> urgent + bulk < callers;
    };
  }

  private void count(Priority priority, int more) {
    switch (priority) {
      case QUERY, LIVE -> urgent += more;
      case BULK -> bulk += more;
    }
  }

  private void release(Priority priority) {
    CompletableFuture<Void> turn = null;
    synchronized (this) {
      count(priority, -1);
      Optional<Priority> next = next();
      if (next.isPresent()) {
        count(next.get(), 1);
        turn = waiting.get(next.get()).poll();
      }
    }
    if (turn != null) {
      turn.complete(null);
    }
  }

  private Optional<Priority> next() {
    if (waits(Priority.QUERY)) {
      return Optional.of(Priority.QUERY);
    }
    boolean bulkWaits = !waiting.get(Priority.BULK).isEmpty();
    if (waits(Priority.BULK) && (!waits(Priority.LIVE) || handedToLive >= BULK_SHARE - 1)) {
      handedToLive = 0;
      return Optional.of(Priority.BULK);
    }
    // Counted only while bulk waits: live work served alone saves up no turns for bulk.
    handedToLive = bulkWaits ? handedToLive + 1 : 0;
    return waits(Priority.LIVE) ? Optional.of(Priority.LIVE) : Optional.empty();
  }

  private boolean waits(Priority priority) {
    return !waiting.get(priority).isEmpty() && hasRoom(priority);
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
      Priority mine = priority.get();
      acquire(mine);
      try {
        return delegate.embed(texts, purpose);
      } finally {
        release(mine);
      }
    }

    @Override
    public void close() {
      // The owner closes the shared embedder.
    }
  }
}
