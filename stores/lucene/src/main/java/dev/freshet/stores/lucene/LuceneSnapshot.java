package dev.freshet.stores.lucene;

import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;

/** One reader and one read point, held until closed. */
final class LuceneSnapshot implements Snapshot {
  private static final Set<String> STORED =
      Set.of(
          PassageFields.IDENTITY,
          PassageFields.VERSION,
          PassageFields.PUBLISHED,
          PassageFields.CONTENT);

  private final LuceneIndex index;
  private final IndexSearcher searcher;
  private final Visibility visibility;
  private final PassageDocuments documents;
  private final DenseSearch dense;
  private final Offsets at;
  private final Map<PassageKey, Integer> given = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  LuceneSnapshot(
      LuceneIndex index,
      IndexSearcher searcher,
      Visibility visibility,
      PassageDocuments documents,
      DenseSearch dense,
      Offsets at) {
    this.index = index;
    this.searcher = searcher;
    this.visibility = visibility;
    this.documents = documents;
    this.dense = dense;
    this.at = at;
  }

  @Override
  public Candidates candidates(PassageQuery query) {
    requireOpen();
    return index.run(
        () -> {
          Admitted admitted = Admitted.of(searcher, Admission.of(query), visibility, at);
          Hits byMeaning =
              query.vector().isEmpty()
                  ? Hits.NONE
                  : dense.search(searcher, admitted, query.vector().get().toArray(), query.depth());
          Hits byTerms =
              query.terms().isEmpty()
                  ? Hits.NONE
                  : SparseSearch.search(searcher, admitted, query.terms(), query.depth());
          given.putAll(byMeaning.documents());
          given.putAll(byTerms.documents());
          return new Candidates(byMeaning.candidates(), byTerms.candidates());
        });
  }

  @Override
  public List<FoundPassage> fetch(List<PassageKey> keys) {
    requireOpen();
    return index.run(
        () -> {
          StoredFields stored = searcher.storedFields();
          List<FoundPassage> found = new ArrayList<>(keys.size());
          for (PassageKey key : keys) {
            Integer doc = given.get(key);
            if (doc == null) {
              throw new IllegalArgumentException(
                  "no candidate of this snapshot has the key " + key.value());
            }
            Document document = stored.document(doc, STORED);
            found.add(documents.read(key, since(doc), document));
          }
          return found;
        });
  }

  @Override
  public List<Facet> facets(FacetQuery query) {
    requireOpen();
    return index.run(
        () -> {
          Admitted admitted = Admitted.of(searcher, Admission.of(query), visibility, at);
          return new FacetCounting(searcher, admitted, visibility).count(query);
        });
  }

  private long since(int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    NumericDocValues since = leaf.reader().getNumericDocValues(PassageFields.SINCE);
    if (since == null || !since.advanceExact(doc - leaf.docBase)) {
      throw new IllegalStateException("a passage without its since");
    }
    return since.longValue();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the snapshot is closed");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      index.release(searcher);
    }
  }
}
