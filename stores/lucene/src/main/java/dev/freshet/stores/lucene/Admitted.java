package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * The passages of one reader that a query may give at all: visible, permitted and let through by
 * the filter. Made once for a query and used for both lists, inside their searches.
 */
final class Admitted extends Query {
  private final List<FixedBitSet> leaves;
  private final int count;

  private Admitted(List<FixedBitSet> leaves) {
    this.leaves = leaves;
    this.count = leaves.stream().mapToInt(FixedBitSet::cardinality).sum();
  }

  static Admitted of(IndexSearcher searcher, Admission admission, Visibility visibility, Offsets at)
      throws IOException {
    List<FixedBitSet> leaves = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FixedBitSet admitted = visibility.of(leaf).visible(at).clone();
      new LeafFilter(searcher, leaf, admitted).narrow(admission);
      leaves.add(admitted);
    }
    return new Admitted(leaves);
  }

  int count() {
    return count;
  }

  FixedBitSet in(LeafReaderContext leaf) {
    return leaves.get(leaf.ord);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
        FixedBitSet admitted = in(leaf);
        int cost = admitted.cardinality();
        return cost == 0
            ? null
            : new ScorerSupplier() {
              @Override
              public Scorer get(long leadCost) {
                return new ConstantScoreScorer(score(), mode, new BitSetIterator(admitted, cost));
              }

              @Override
              public long cost() {
                return cost;
              }
            };
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  @Override
  public String toString(String field) {
    return "admitted(" + count + ")";
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
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
