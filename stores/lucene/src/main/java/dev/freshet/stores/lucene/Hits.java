package dev.freshet.stores.lucene;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.PassageKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/**
 * Hits with their keys, best first, equal scores by key.
 *
 * @param candidates the list
 * @param documents where in the reader each key stands
 */
record Hits(List<Candidate> candidates, Map<PassageKey, Integer> documents) {
  static final Hits NONE = new Hits(List.of(), Map.of());

  private record Hit(PassageKey key, double score, int doc) {}

  /** The best of these, as many as depth. The array is put in another order. */
  static Hits best(IndexSearcher searcher, ScoreDoc[] found, int depth) throws IOException {
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    Hit[] hits = new Hit[found.length];
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = null;
    BinaryDocValues keys = null;
    for (int i = 0; i < found.length; i++) {
      int doc = found[i].doc;
      if (leaf == null || doc >= leaf.docBase + leaf.reader().maxDoc()) {
        leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        keys = leaf.reader().getBinaryDocValues(PassageFields.KEY);
      }
      if (keys == null || !keys.advanceExact(doc - leaf.docBase)) {
        throw new IllegalStateException("a passage without its key");
      }
      hits[i] = new Hit(new PassageKey(keys.binaryValue().utf8ToString()), found[i].score, doc);
    }
    Arrays.sort(hits, Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::key));
    List<Hit> best = Arrays.asList(hits).subList(0, Math.min(depth, hits.length));
    Map<PassageKey, Integer> documents = new HashMap<>();
    best.forEach(hit -> documents.put(hit.key(), hit.doc()));
    return new Hits(best.stream().map(h -> new Candidate(h.key(), h.score())).toList(), documents);
  }

  /** These with their scores turned into cosines: Lucene's dot product score is (1 + dot) / 2. */
  Hits asCosines() {
    return new Hits(
        candidates.stream().map(c -> new Candidate(c.key(), 2 * c.score() - 1)).toList(),
        documents);
  }
}
