package dev.freshet.common.store;

import java.util.List;

/**
 * What a store gives to fusion: two lists, each best first, equal scores by key.
 *
 * @param dense by cosine; empty where the query had no vector
 * @param sparse by BM25; empty where the query had no terms
 */
public record Candidates(List<Candidate> dense, List<Candidate> sparse) {
  /** Copies the lists. */
  public Candidates {
    dense = List.copyOf(dense);
    sparse = List.copyOf(sparse);
  }
}
