package dev.freshet.stores.lucene;

import dev.freshet.common.store.Facts;
import dev.freshet.common.store.Filter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Access, sources and {@link Filter} of one file as sets, a bit a document, meaning exactly the
 * same. Postings are taken in blocks: walked one by one, what nearly everything passes cost half of
 * a search over 50,000 passages. What every passage of the file has is not read at all.
 */
final class LeafFilter {
  /** Up to one passage in so many is few: a block of postings then has none or one. */
  private static final int FEW = 256;

  private final IndexSearcher searcher;
  private final LeafReaderContext leaf;
  private final FixedBitSet passages;

  /** Passages of the file, deleted ones too: each has one vector. */
  private final int all;

  /**
   * @param passages of the file; narrowed in place
   */
  LeafFilter(IndexSearcher searcher, LeafReaderContext leaf, FixedBitSet passages)
      throws IOException {
    this.searcher = searcher;
    this.leaf = leaf;
    this.passages = passages;
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
    this.all = vectors == null ? 0 : vectors.size();
  }

  /** Takes out what the caller may not see or did not ask for. */
  void narrow(Admission to) throws IOException {
    keep(PassageFields.TENANT, List.of(to.access().tenant().name()));
    keep(PassageFields.ACL, Facts.admitting(to.access()));
    if (!to.sources().isEmpty()) {
      keep(PassageFields.SOURCE, to.sources());
    }
    if (passages.scanIsEmpty()) {
      return;
    }
    if (!to.filter().equals(Filter.EVERYTHING)) {
      passages.and(of(to.filter()));
    }
    passages.andNot(range("expiresAt", Long.MIN_VALUE, to.now().toEpochMilli()));
    if (!to.access().withheld().isEmpty()) {
      List<String> withheld = to.access().withheld().stream().map(d -> d.key()).toList();
      passages.andNot(having(PassageFields.DOCUMENT, withheld));
    }
  }

  /** Those with one of the values, of a field that every passage has. */
  private void keep(String field, Collection<String> values) throws IOException {
    if (!everyoneHas(field, values)) {
      passages.and(having(field, values));
    }
  }

  private boolean everyoneHas(String field, Collection<String> values) throws IOException {
    Terms terms = leaf.reader().terms(field);
    if (terms == null) {
      return false;
    }
    TermsEnum each = terms.iterator();
    for (String value : values) {
      // Deleted ones count on both sides.
      if (each.seekExact(new BytesRef(value)) && each.docFreq() == all) {
        return true;
      }
    }
    return false;
  }

  private FixedBitSet having(String field, Collection<String> values) throws IOException {
    FixedBitSet having = none();
    Terms terms = leaf.reader().terms(field);
    if (terms == null) {
      return having;
    }
    boolean few = passages.cardinality() <= passages.length() / FEW;
    TermsEnum each = terms.iterator();
    PostingsEnum postings = null;
    for (String value : values) {
      if (each.seekExact(new BytesRef(value))) {
        postings = each.postings(postings, PostingsEnum.NONE);
        if (few) {
          addLeft(postings, having);
        } else {
          having.or(postings);
        }
      }
    }
    return having;
  }

  /** Of the postings those alone that are still left, each looked for by itself. */
  private void addLeft(PostingsEnum postings, FixedBitSet having) throws IOException {
    int doc = passages.nextSetBit(0);
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      int there = postings.docID() < doc ? postings.advance(doc) : postings.docID();
      if (there == doc) {
        having.set(doc);
      }
      int next = Math.max(doc + 1, there);
      doc = next < passages.length() ? passages.nextSetBit(next) : DocIdSetIterator.NO_MORE_DOCS;
    }
  }

  private FixedBitSet of(Filter filter) throws IOException {
    return switch (filter) {
      case Filter.All(var filters) -> all(filters);
      case Filter.Any(var filters) -> any(filters);
      case Filter.Not(var inner) -> inverted(of(inner));
      case Filter.In(var field, var values) ->
          having(PassageFields.FACTS, values.stream().map(v -> Facts.equal(field, v)).toList());
      case Filter.Exists(var field) -> having(PassageFields.FACTS, List.of(Facts.exists(field)));
      case Filter.TimeRange(var field, var from, var to) ->
          range(
              field,
              from.map(Facts::firstMilliFrom).orElse(Long.MIN_VALUE),
              before(to.map(Facts::firstMilliFrom)));
      case Filter.NumberRange(var field, double from, double to) ->
          Double.isNaN(from) || Double.isNaN(to)
              ? none()
              : range(field, FilterTerms.sortable(from), FilterTerms.sortable(to));
    };
  }

  private FixedBitSet all(List<Filter> filters) throws IOException {
    FixedBitSet all = inverted(none());
    for (Filter filter : filters) {
      all.and(of(filter));
    }
    return all;
  }

  private FixedBitSet any(List<Filter> filters) throws IOException {
    FixedBitSet any = none();
    for (Filter filter : filters) {
      any.or(of(filter));
    }
    return any;
  }

  private FixedBitSet range(String field, long from, long to) throws IOException {
    FixedBitSet within = none();
    if (from > to) {
      return within;
    }
    long code = FilterTerms.code(field);
    Query query =
        LongPoint.newRangeQuery(
            PassageFields.RANGES, new long[] {code, from}, new long[] {code, to});
    Scorer scorer = searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1).scorer(leaf);
    if (scorer != null) {
      within.or(scorer.iterator());
    }
    return within;
  }

  private FixedBitSet none() {
    return new FixedBitSet(leaf.reader().maxDoc());
  }

  private static FixedBitSet inverted(FixedBitSet set) {
    set.flip(0, set.length());
    return set;
  }

  /** The last millisecond before a bound. */
  private static long before(Optional<Long> bound) {
    return bound.map(b -> b == Long.MIN_VALUE ? b : b - 1).orElse(Long.MAX_VALUE);
  }
}
