package dev.freshet.common.embed;

import dev.freshet.common.failure.Refused;
import java.util.List;
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
  private final Turns turns;

  /**
   * @param delegate the embedder to share; the caller still closes it
   */
  public PrioritisedEmbedder(Embedder delegate) {
    this(delegate, new Turns(delegate.callers()));
  }

  private PrioritisedEmbedder(Embedder delegate, Turns turns) {
    this.delegate = delegate;
    this.turns = turns;
  }

  /**
   * Another embedder that runs the same model: calls of both take turns as if they were of one.
   *
   * @param other the caller still closes it
   */
  public PrioritisedEmbedder sharing(Embedder other) {
    return new PrioritisedEmbedder(other, turns);
  }

  /** The embedder as one priority sees it. Closing it closes nothing. */
  public Embedder as(Priority priority) {
    return as(() -> priority);
  }

  /** The embedder as somebody sees it whose priority changes; asked for at each call. */
  public Embedder as(Supplier<Priority> priority) {
    return new View(priority);
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
      turns.acquire(mine);
      try {
        return delegate.embed(texts, purpose);
      } finally {
        turns.release(mine);
      }
    }

    @Override
    public void close() {
      // The owner closes the shared embedder.
    }
  }
}
