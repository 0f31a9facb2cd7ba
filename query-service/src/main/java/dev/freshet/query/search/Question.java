package dev.freshet.query.search;

import dev.freshet.common.embed.Vector;
import dev.freshet.query.retrieval.Mode;
import dev.freshet.query.retrieval.SearchRequest;
import dev.freshet.query.retrieval.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A search, ready to be asked of the store.
 *
 * @param request what is wanted
 * @param vector the query's; empty: no list by meaning
 * @param terms the query's
 * @param view as of what it reads
 * @param former whether the view may be one of before: then what is gone by now must be left out
 * @param now by which ages are told; the same on every page
 * @param given the units ({@link Cursor#unit}) that pages before have given
 * @param reranked how many passages a reranker is to see; 0: none
 */
record Question(
    SearchRequest request,
    Optional<Vector> vector,
    List<String> terms,
    View view,
    boolean former,
    Instant now,
    Set<Long> given,
    int reranked) {

  boolean grouped() {
    return request.listing().groupSize().isPresent();
  }

  List<String> listedTerms() {
    return request.mode() == Mode.DENSE ? List.of() : terms;
  }

  /** Whether the fused order is the answer's, and its first passages are all that is needed. */
  boolean plain() {
    return !grouped() && !former && request.ordering().plain();
  }

  /** How many units are given once this page is. */
  int reach() {
    return given.size() + request.limit();
  }
}
