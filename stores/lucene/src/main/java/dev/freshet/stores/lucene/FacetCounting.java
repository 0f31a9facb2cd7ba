package dev.freshet.stores.lucene;

import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.TooManyValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;

/**
 * Counts documents by the terms of their facts: one admitted passage stands for each document, and
 * what is counted are those among a term's passages.
 */
final class FacetCounting {
  private final List<LeafReaderContext> leaves;
  private final List<FixedBitSet> firsts = new ArrayList<>();
  private final long all;

  FacetCounting(IndexSearcher searcher, Admitted admitted, Visibility visibility)
      throws IOException {
    leaves = searcher.getIndexReader().leaves();
    SeenDocuments counted = new SeenDocuments();
    for (LeafReaderContext leaf : leaves) {
      firsts.add(visibility.documents(leaf).firsts(admitted.in(leaf), counted));
    }
    all = counted.size();
  }

  List<Facet> count(FacetQuery query) throws IOException {
    List<Facet> facets = new ArrayList<>();
    for (String field : query.fields()) {
      long having = 0;
      for (LeafReaderContext leaf : leaves) {
        having += having(leaf, field);
      }
      facets.add(Facet.of(field, values(field), query.most(), having, all));
    }
    return facets;
  }

  private long having(LeafReaderContext leaf, String field) throws IOException {
    Terms terms = leaf.reader().terms(PassageFields.FACTS);
    if (terms == null) {
      return 0;
    }
    TermsEnum each = terms.iterator();
    return each.seekExact(new BytesRef(Facts.exists(field)))
        ? count(each.postings(null, PostingsEnum.NONE), leaf)
        : 0;
  }

  private List<Facet.Value> values(String field) throws IOException {
    Map<BytesRef, Long> counts = new HashMap<>();
    BytesRef beginning = new BytesRef(Facts.beginning(field));
    for (LeafReaderContext leaf : leaves) {
      Terms terms = leaf.reader().terms(PassageFields.FACTS);
      if (terms != null && firsts.get(leaf.ord).nextSetBit(0) != DocIdSetIterator.NO_MORE_DOCS) {
        add(terms.iterator(), beginning, leaf, counts);
      }
      if (counts.size() > FacetQuery.MAX_VALUES) {
        throw new TooManyValues(field);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Facet.Value(e.getKey().utf8ToString(), e.getValue()))
        .toList();
  }

  private void add(
      TermsEnum each, BytesRef beginning, LeafReaderContext leaf, Map<BytesRef, Long> counts)
      throws IOException {
    PostingsEnum postings = null;
    boolean more = each.seekCeil(beginning) != TermsEnum.SeekStatus.END;
    while (more
        && StringHelper.startsWith(each.term(), beginning)
        && counts.size() <= FacetQuery.MAX_VALUES) {
      postings = each.postings(postings, PostingsEnum.NONE);
      long count = count(postings, leaf);
      if (count > 0) {
        BytesRef term = each.term();
        BytesRef value =
            new BytesRef(
                term.bytes, term.offset + beginning.length, term.length - beginning.length);
        counts.merge(BytesRef.deepCopyOf(value), count, Long::sum);
      }
      more = each.next() != null;
    }
  }

  private long count(PostingsEnum postings, LeafReaderContext leaf) throws IOException {
    FixedBitSet first = firsts.get(leaf.ord);
    long count = 0;
    for (int doc = postings.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = postings.nextDoc()) {
      count += first.get(doc) ? 1 : 0;
    }
    return count;
  }
}
