package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** The dense list: every admitted vector while they are few, the HNSW graph beyond. */
record DenseSearch(LuceneSettings settings) {

  Hits search(IndexSearcher searcher, Admitted admitted, float[] vector, int depth)
      throws IOException {
    if (admitted.count() == 0) {
      return Hits.NONE;
    }
    ScoreDoc[] found =
        admitted.count() <= settings.exactBelow()
            ? best(all(searcher, admitted, vector), depth)
            : graph(searcher, admitted, vector, depth);
    return Hits.best(searcher, found, depth).asCosines();
  }

  private ScoreDoc[] graph(IndexSearcher searcher, Admitted admitted, float[] vector, int depth)
      throws IOException {
    int k = Math.max(depth, settings.candidates());
    return searcher.search(new KnnFloatVectorQuery(PassageFields.VECTOR, vector, k, admitted), k)
        .scoreDocs;
  }

  private static ScoreDoc[] all(IndexSearcher searcher, Admitted admitted, float[] vector)
      throws IOException {
    ScoreDoc[] hits = new ScoreDoc[admitted.count()];
    int count = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
      FixedBitSet wanted = admitted.in(leaf);
      if (values == null || wanted.nextSetBit(0) == DocIdSetIterator.NO_MORE_DOCS) {
        continue;
      }
      VectorScorer scorer = values.scorer(vector);
      DocIdSetIterator documents = scorer.iterator();
      DocIdSetIterator bits = new BitSetIterator(wanted, admitted.count());
      for (int d = bits.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = bits.nextDoc()) {
        if (documents.advance(d) != d) {
          throw new IllegalStateException("a passage without its vector");
        }
        hits[count++] = new ScoreDoc(leaf.docBase + d, scorer.score());
      }
    }
    return Arrays.copyOf(hits, count);
  }

  /** The best, and all that equal the last of them, so that the key decides among equals. */
  private static ScoreDoc[] best(ScoreDoc[] hits, int depth) {
    if (hits.length <= depth) {
      return hits;
    }
    double[] scores = IntStream.range(0, hits.length).mapToDouble(i -> hits[i].score).toArray();
    Arrays.sort(scores);
    double least = scores[scores.length - depth];
    return Arrays.stream(hits).filter(hit -> hit.score >= least).toArray(ScoreDoc[]::new);
  }
}
