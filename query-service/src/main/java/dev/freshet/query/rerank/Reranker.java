package dev.freshet.query.rerank;

import dev.freshet.query.retrieval.Ordering;
import java.util.List;

/** Scores texts by how well they answer a query. Safe to use from many threads. */
public interface Reranker {
  /** How many texts are given to it for this wish. */
  int depth(Ordering.Rerank wanted);

  /**
   * A score for each text, in the order of the texts; a greater one is better, the scale is the
   * model's own.
   *
   * @throws NotReranked where it does not do it in time, or not at all
   */
  double[] scores(Ordering.Rerank wanted, String query, List<String> texts) throws NotReranked;
}
