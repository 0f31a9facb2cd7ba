package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Which passages of one file are visible as of a read point. A reader that is up to date, as nearly
 * all are, gets a set that is kept ready; for an older one every passage is looked at.
 */
final class LeafLives {
  private final LeafReader leaf;
  private final LeafBirths births;
  private final Offsets latestEnd;
  private final FixedBitSet current;
  private final int currentCount;

  private LeafLives(LeafReader leaf, LeafBirths births, Offsets latestEnd) throws IOException {
    this.leaf = leaf;
    this.births = births;
    this.latestEnd = latestEnd;
    this.current = look(new Offsets(max(births.latest(), latestEnd)));
    this.currentCount = current.cardinality();
  }

  static LeafLives read(LeafReader leaf, LeafBirths births) throws IOException {
    Map<Long, Long> latest = new HashMap<>();
    NumericDocValues until = leaf.getNumericDocValues(PassageFields.UNTIL);
    NumericDocValues in = leaf.getNumericDocValues(PassageFields.UNTIL_IN);
    if (until != null && in != null) {
      for (int doc = until.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = until.nextDoc()) {
        in.advanceExact(doc);
        latest.merge(in.longValue(), until.longValue(), Math::max);
      }
    }
    return new LeafLives(leaf, births, new Offsets(latest));
  }

  private static Map<Long, Long> max(Offsets a, Offsets b) {
    Map<Long, Long> both = new HashMap<>(a.byCode());
    b.byCode().forEach((code, offset) -> both.merge(code, offset, Math::max));
    return both;
  }

  /** The visible passages; not to be changed. */
  FixedBitSet visible(Offsets at) throws IOException {
    return isCurrent(at) ? current : look(at);
  }

  /** How many passages are visible. */
  int count(Offsets at) throws IOException {
    return isCurrent(at) ? currentCount : look(at).cardinality();
  }

  private boolean isCurrent(Offsets at) {
    return at.covers(births.latest()) && at.covers(latestEnd);
  }

  private FixedBitSet look(Offsets at) throws IOException {
    FixedBitSet visible = births.begunBy(at, leaf);
    NumericDocValues until = leaf.getNumericDocValues(PassageFields.UNTIL);
    NumericDocValues in = leaf.getNumericDocValues(PassageFields.UNTIL_IN);
    if (until != null && in != null) {
      for (int doc = until.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = until.nextDoc()) {
        in.advanceExact(doc);
        if (until.longValue() <= at.get(in.longValue())) {
          visible.clear(doc);
        }
      }
    }
    Bits live = leaf.getLiveDocs();
    if (live != null) {
      live.applyMask(visible, 0);
    }
    return visible;
  }
}
