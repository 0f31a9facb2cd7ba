package dev.freshet.query.generations;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.query.documents.Documents;
import dev.freshet.query.flow.Backlog;
import dev.freshet.query.flow.Flow;
import dev.freshet.query.freshness.Freshness;
import dev.freshet.query.journey.Journeys;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.search.Search;

/**
 * A generation that is followed, whether it serves or not.
 *
 * @param name of the generation
 * @param freshness how far it is
 * @param search answers callers, as long as it serves
 * @param compared the same whether it serves or not
 * @param documents tells of its documents
 * @param journeys tells where they are
 * @param flow tells what is under way
 * @param backlog what waits before its jobs
 * @param searcher of its store
 * @param catalogue its own
 * @param embedder its model, for queries
 */
public record LiveGeneration(
    String name,
    Freshness freshness,
    Search search,
    Retriever compared,
    Documents documents,
    Journeys journeys,
    Flow flow,
    Backlog backlog,
    PassageSearcher searcher,
    Catalogue catalogue,
    Embedder embedder)
    implements AutoCloseable {

  /** How many of its passages are retrievable. */
  public long passages() {
    return searcher.count(freshness.point());
  }

  @Override
  public void close() {
    freshness.close();
  }
}
