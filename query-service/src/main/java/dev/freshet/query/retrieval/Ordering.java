package dev.freshet.query.retrieval;

import dev.freshet.common.ranking.Diversity;
import dev.freshet.common.ranking.Recency;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What orders passages besides their fused score, in this order: the reranker, their age, how
 * little they repeat each other.
 *
 * @param rerank asks a reranker; empty: none is asked
 * @param recency what their age does; empty: what the settings say
 * @param diversity chooses those that do not repeat each other; empty: whatever they say
 */
public record Ordering(
    Optional<Rerank> rerank, Optional<Recency> recency, Optional<Diversity> diversity) {
  /** As the settings say: by the fused score, and by age where they have a half-life. */
  public static final Ordering PLAIN =
      new Ordering(Optional.empty(), Optional.empty(), Optional.empty());

  /** What age does; nothing where nobody said anything. */
  public Recency aging() {
    return recency.orElse(Recency.NONE);
  }

  /** Whether the fused score alone orders the passages. */
  public boolean plain() {
    return rerank.isEmpty() && aging().isNone() && diversity.isEmpty();
  }

  /**
   * What is asked of the reranker; where nothing is said, its settings say it.
   *
   * @param model its name
   * @param depth how many of the best passages are reranked, 1 to 200
   * @param deadline how long it may take
   */
  public record Rerank(Optional<String> model, OptionalInt depth, Optional<Duration> deadline) {
    /** As the settings say. */
    public static final Rerank DEFAULT =
        new Rerank(Optional.empty(), OptionalInt.empty(), Optional.empty());
  }
}
