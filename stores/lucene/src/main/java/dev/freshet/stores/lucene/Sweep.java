package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/** Removes whole lives, head and passages, that no reader asks for any more. */
record Sweep(LuceneIndex index) {
  /** How many lives are removed in one call of Lucene's. */
  private static final int BATCH = 1000;

  /** Removes the lives that the last refresh shows to have ended; gives how many passages. */
  long run(Offsets before) {
    return index.read(
        searcher -> {
          Batch batch = new Batch();
          for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            collect(searcher, leaf, before, batch);
          }
          batch.flush();
          return batch.passages;
        });
  }

  private static void collect(
      IndexSearcher searcher, LeafReaderContext leaf, Offsets before, Batch batch)
      throws IOException {
    NumericDocValues until = leaf.reader().getNumericDocValues(PassageFields.UNTIL);
    NumericDocValues in = leaf.reader().getNumericDocValues(PassageFields.UNTIL_IN);
    NumericDocValues since = leaf.reader().getNumericDocValues(PassageFields.SINCE);
    Bits live = leaf.reader().getLiveDocs();
    if (until == null || in == null) {
      return;
    }
    for (int doc = until.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = until.nextDoc()) {
      in.advanceExact(doc);
      boolean passage = since != null && since.advanceExact(doc);
      boolean head = !passage && until.longValue() >= 0;
      boolean alive = live == null || live.get(doc);
      if (alive && head && until.longValue() <= before.get(in.longValue())) {
        batch.add(searcher.storedFields().document(leaf.docBase + doc, Batch.FIELDS));
      }
    }
  }

  private final class Batch {
    static final Set<String> FIELDS = Set.of(PassageFields.LIFE, PassageFields.PASSAGES);

    private final List<Term> lives = new ArrayList<>();
    private long passages;

    void add(Document head) throws IOException {
      lives.add(new Term(PassageFields.LIFE, head.get(PassageFields.LIFE)));
      passages += head.getField(PassageFields.PASSAGES).numericValue().intValue();
      if (lives.size() == BATCH) {
        flush();
      }
    }

    void flush() throws IOException {
      index.writer().deleteDocuments(lives.toArray(Term[]::new));
      lives.clear();
    }
  }
}
