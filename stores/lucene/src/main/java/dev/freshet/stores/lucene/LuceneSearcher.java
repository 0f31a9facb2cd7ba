package dev.freshet.stores.lucene;

import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;

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
    return index.read(searcher -> visibility.count(searcher, Offsets.of(at)));
  }

  @Override
  public Snapshot open(ReadPoint at) {
    return new LuceneSnapshot(index, visibility, documents, dense, Offsets.of(at));
  }
}
