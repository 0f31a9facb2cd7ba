package dev.freshet.stores.lucene;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;

/** Filters differ from query to query, so a cache of them would only cost. */
final class UncachedSearchers extends SearcherFactory {
  @Override
  public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return searcher;
  }
}
