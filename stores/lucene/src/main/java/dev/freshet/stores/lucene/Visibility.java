package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader.CacheHelper;
import org.apache.lucene.index.IndexReader.CacheKey;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;

/**
 * What is visible of each file, kept as long as a reader of that file is open: what never changes
 * by the file, what ended by the reader.
 */
final class Visibility {
  private final Map<CacheKey, LeafBirths> births = new ConcurrentHashMap<>();
  private final Map<CacheKey, LeafLives> lives = new ConcurrentHashMap<>();
  private final Map<CacheKey, LeafDocuments> documents = new ConcurrentHashMap<>();

  LeafLives of(LeafReaderContext context) throws IOException {
    LeafReader leaf = context.reader();
    return cached(
        lives,
        leaf.getReaderCacheHelper(),
        () ->
            LeafLives.read(
                leaf, cached(births, leaf.getCoreCacheHelper(), () -> LeafBirths.read(leaf))));
  }

  /** Read when it is first asked for: only counting needs it. Eight bytes a passage. */
  LeafDocuments documents(LeafReaderContext context) throws IOException {
    LeafReader leaf = context.reader();
    return cached(documents, leaf.getCoreCacheHelper(), () -> LeafDocuments.read(leaf));
  }

  /** How many passages are visible in all. */
  long count(IndexSearcher searcher, Offsets at) throws IOException {
    long count = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      count += of(leaf).count(at);
    }
    return count;
  }

  /** Reads ahead, so that the first search after a refresh does not pay for it. */
  void warm(IndexSearcher searcher) throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      of(leaf);
    }
  }

  private static <T> T cached(Map<CacheKey, T> cache, CacheHelper helper, LuceneIndex.Task<T> make)
      throws IOException {
    T found = cache.get(helper.getKey());
    if (found != null) {
      return found;
    }
    T made = make.run();
    T other = cache.putIfAbsent(helper.getKey(), made);
    if (other != null) {
      return other;
    }
    helper.addClosedListener(cache::remove);
    return made;
  }
}
