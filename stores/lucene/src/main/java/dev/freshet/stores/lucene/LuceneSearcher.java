package dev.freshet.stores.lucene;

import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import org.apache.lucene.search.IndexSearcher;

/** The reading half. */
final class LuceneSearcher implements PassageSearcher {
  private final LuceneIndex index;
  private final Visibility visibility;
  private final PassageDocuments documents;
  private final DenseSearch dense;

  LuceneSearcher(
      LuceneIndex index,
      Visibility visibility,
      PassageDocuments documents,
      LuceneSettings settings) {
    this.index = index;
    this.visibility = visibility;
    this.documents = documents;
    this.dense = new DenseSearch(settings);
  }

  @Override
  public ReadPoint readable() {
    return index.readable();
  }

  @Override
  public long count(ReadPoint at) {
    IndexSearcher searcher = index.acquire(at);
    try {
      return index.run(() -> visibility.count(searcher, Offsets.of(at)));
    } finally {
      index.release(searcher);
    }
  }

  @Override
  public Snapshot open(ReadPoint at) {
    return new LuceneSnapshot(
        index, index.acquire(at), visibility, documents, dense, Offsets.of(at));
  }
}
