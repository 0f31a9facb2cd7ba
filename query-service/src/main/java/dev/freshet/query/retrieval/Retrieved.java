package dev.freshet.query.retrieval;

import dev.freshet.common.store.Facet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a search found, from one state of the store.
 *
 * @param passages best first, at most as many as asked for; of each document passages of one
 *     version only; where they are grouped, those of a document side by side
 * @param terms the query's words as they are indexed, for marking them
 * @param view as of what
 * @param extras what else was asked for
 */
public record Retrieved(List<Scored> passages, Set<String> terms, View view, Extras extras) {
  /** Copies list and set. */
  public Retrieved {
    passages = List.copyOf(passages);
    terms = Set.copyOf(terms);
  }

  /** Nothing else was asked for. */
  public Retrieved(List<Scored> passages, Set<String> terms, View view) {
    this(passages, terms, view, Extras.NONE);
  }

  /**
   * What is told besides the passages.
   *
   * @param grouped whether they are grouped by document
   * @param next the cursor of the next page; empty: there is none
   * @param facets in the order asked for
   * @param reranking how the reranker did; empty: it was not asked
   */
  public record Extras(
      boolean grouped, Optional<String> next, List<Facet> facets, Optional<Reranking> reranking) {
    /** Nothing. */
    public static final Extras NONE =
        new Extras(false, Optional.empty(), List.of(), Optional.empty());

    /** Copies the list. */
    public Extras {
      facets = List.copyOf(facets);
    }
  }

  /**
   * How the reranker did.
   *
   * @param failure why its order is not used, one sentence; empty: it is
   */
  public record Reranking(Optional<String> failure) {}
}
