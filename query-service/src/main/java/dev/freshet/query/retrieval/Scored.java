package dev.freshet.query.retrieval;

import dev.freshet.common.ranking.Recency;
import dev.freshet.common.store.FoundPassage;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A passage and why it stands where it stands.
 *
 * @param score by which passages are ordered, highest first, before they are made diverse;
 *     comparable within one answer only
 * @param dense its cosine; empty: it is not on the list by meaning
 * @param sparse its BM25 score; empty: it is not on the list by words
 * @param rerank what the reranker gave it, on its own scale; empty: it was not reranked
 */
public record Scored(
    FoundPassage passage,
    double score,
    OptionalDouble dense,
    OptionalDouble sparse,
    OptionalDouble rerank) {

  /** One that was not reranked. */
  public Scored(FoundPassage passage, double score, OptionalDouble dense, OptionalDouble sparse) {
    this(passage, score, dense, sparse, OptionalDouble.empty());
  }

  /** The same with a score that takes its age into account. */
  public Scored aged(Recency recency, Instant now) {
    return new Scored(
        passage, score * recency.factor(Recency.time(passage), now), dense, sparse, rerank);
  }

  /**
   * The same as the reranker sees it.
   *
   * @param scaled its score among all that were reranked, 0 to 1
   * @param given as the reranker gave it
   */
  public Scored reranked(double scaled, double given) {
    return new Scored(passage, scaled, dense, sparse, OptionalDouble.of(given));
  }
}
