package dev.freshet.stores.lucene;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * The nearest among the admitted, by the graph; one by one where it would look at more than all of
 * them, or gives fewer than there are. Given as a filter they are copied one by one for every
 * query, two fifths of a search over 50,000 passages: a set is what the graph asks for.
 */
final class GraphQuery extends KnnFloatVectorQuery {
  private final Admitted admitted;

  GraphQuery(float[] vector, int k, Admitted admitted) {
    super(PassageFields.VECTOR, vector, k);
    this.admitted = admitted;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext leaf, AcceptDocs standing, int any, KnnCollectorManager collectors)
      throws IOException {
    FixedBitSet wanted = admitted.in(leaf);
    int count = wanted.cardinality();
    if (count == 0) {
      return TopDocsCollector.EMPTY_TOPDOCS;
    }
    if (count > k) {
      int[] most = {k};
      AcceptDocs accepted = AcceptDocs.fromLiveDocs(wanted, wanted.length());
      TopDocs found =
          super.approximateSearch(
              leaf,
              accepted,
              count + 1,
              (visits, strategy, within) -> {
                KnnCollector collector = collectors.newCollector(visits, strategy, within);
                most[0] = collector.k();
                return collector;
              });
      // A graph in pieces, or one that nearly nothing of is wanted, may give too few.
      if (found.totalHits.relation() == TotalHits.Relation.EQUAL_TO
          && found.scoreDocs.length >= Math.min(most[0], count)) {
        return found;
      }
    }
    return exactSearch(leaf, new BitSetIterator(wanted, count), null);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
