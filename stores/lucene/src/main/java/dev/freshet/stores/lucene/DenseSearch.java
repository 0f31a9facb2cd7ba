package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.VectorUtil;

/** The dense list: every admitted vector while they are few, the HNSW graph beyond. */
record DenseSearch(LuceneSettings settings) {

  Hits search(IndexSearcher searcher, Admitted admitted, float[] vector, int depth)
      throws IOException {
    if (admitted.count() == 0) {
      return Hits.NONE;
    }
    ScoreDoc[] found =
        admitted.count() <= settings.exactBelow()
            ? best(searcher, admitted, vector, depth)
            : graph(searcher, admitted, vector, depth);
    return Hits.best(searcher, found, depth).asCosines();
  }

  private ScoreDoc[] graph(IndexSearcher searcher, Admitted admitted, float[] vector, int depth)
      throws IOException {
    int k = Math.max(depth, settings.candidates());
    ScoreDoc[] found = searcher.search(new GraphQuery(vector, k, admitted), k).scoreDocs;
    int end = Math.min(depth, found.length);
    // As below: those that equal the last one stay.
    while (end > 0 && end < found.length && found[end].score == found[end - 1].score) {
      end++;
    }
    return Arrays.copyOf(found, end);
  }

  /** The best, and all that equal the last of them, so that the key decides among equals. */
  private static ScoreDoc[] best(
      IndexSearcher searcher, Admitted admitted, float[] vector, int depth) throws IOException {
    BestHits best = new BestHits(depth);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
      FixedBitSet wanted = admitted.in(leaf);
      if (values != null && wanted.nextSetBit(0) != DocIdSetIterator.NO_MORE_DOCS) {
        compare(values, wanted, vector, leaf.docBase, best);
      }
    }
    return best.hits();
  }

  /** By ordinal: heads have no vector, and seeking each document's cost more than comparing it. */
  private static void compare(
      FloatVectorValues values, FixedBitSet wanted, float[] vector, int docBase, BestHits best)
      throws IOException {
    for (int ordinal = 0; ordinal < values.size(); ordinal++) {
      int doc = values.ordToDoc(ordinal);
      if (wanted.get(doc)) {
        float dot = VectorUtil.dotProduct(vector, values.vectorValue(ordinal));
        // As Lucene scores dot products in its graph.
        best.offer(docBase + doc, Math.max((1 + dot) / 2, 0));
      }
    }
  }
}
