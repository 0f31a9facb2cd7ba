package dev.freshet.query.context;

import dev.freshet.common.store.Access;

/** Makes contexts: the port that answers and tools stand on. */
@FunctionalInterface
public interface ContextBuilder {
  /**
   * Retrieves and packs.
   *
   * @throws dev.freshet.query.exchange.Problem as {@link dev.freshet.query.retrieval.Retriever}
   * @throws dev.freshet.common.failure.Outage where embedder or store does not answer
   */
  Context build(ContextRequest request, Access caller);
}
