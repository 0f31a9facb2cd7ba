package dev.freshet.query.retrieval;

import dev.freshet.common.store.Access;

/** Retrieves passages: the port that context, answers and tools stand on. */
@FunctionalInterface
public interface Retriever {
  /**
   * Waits for what is demanded, then retrieves. Only what the caller may see, decided inside the
   * store's query.
   *
   * @throws dev.freshet.query.exchange.Problem where the demand does not hold in time (504), the
   *     service is not ready or busy (503), or the query cannot be embedded (400)
   * @throws dev.freshet.common.failure.Outage where embedder or store does not answer
   */
  Retrieved retrieve(SearchRequest request, Access caller);
}
