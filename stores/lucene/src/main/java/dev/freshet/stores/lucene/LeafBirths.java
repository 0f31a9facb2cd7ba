package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Which documents of one file are passages, and the latest since of each input partition: what
 * never changes while the file lives.
 */
record LeafBirths(FixedBitSet passages, Offsets latest) {

  static LeafBirths read(LeafReader leaf) throws IOException {
    FixedBitSet passages = new FixedBitSet(leaf.maxDoc());
    Map<Long, Long> latest = new HashMap<>();
    NumericDocValues since = leaf.getNumericDocValues(PassageFields.SINCE);
    NumericDocValues in = leaf.getNumericDocValues(PassageFields.SINCE_IN);
    if (since == null || in == null) {
      return new LeafBirths(passages, new Offsets(latest));
    }
    long code = 0;
    long most = -1;
    for (int doc = since.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = since.nextDoc()) {
      passages.set(doc);
      in.advanceExact(doc);
      if (in.longValue() != code || since.longValue() > most) {
        code = in.longValue();
        most = latest.merge(code, since.longValue(), Math::max);
      }
    }
    return new LeafBirths(passages, new Offsets(latest));
  }

  /** The passages that had begun, looked at one by one. */
  FixedBitSet begunBy(Offsets at, LeafReader leaf) throws IOException {
    if (at.covers(latest)) {
      return passages.clone();
    }
    FixedBitSet begun = new FixedBitSet(leaf.maxDoc());
    NumericDocValues since = leaf.getNumericDocValues(PassageFields.SINCE);
    NumericDocValues in = leaf.getNumericDocValues(PassageFields.SINCE_IN);
    for (int doc = since.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = since.nextDoc()) {
      in.advanceExact(doc);
      if (since.longValue() <= at.get(in.longValue())) {
        begun.set(doc);
      }
    }
    return begun;
  }
}
