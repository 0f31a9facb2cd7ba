package dev.freshet.stores.lucene;

import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Looks in one reader for entries whose sketches are near; belongs to one request. */
final class SketchSearch {
  /** So many comparisons at most for a page of copies; one that is begun is finished. */
  static final int MAX_COMPARED_FOR_A_PAGE = 100_000;

  /** So many entries of bands at most are gone through for a page, likewise. */
  private static final long MAX_WALKED_FOR_A_PAGE = 5_000_000;

  private final IndexSearcher searcher;
  private final Tenant tenant;
  private final Query visible;
  private final double similarity;
  private final int shared;
  private final List<TermsEnum> bands = new ArrayList<>();
  private int compared;
  private long walked;

  /**
   * @param visible those that the caller may see: no other is looked at, nor counted
   * @param similarity from this on they are near
   */
  SketchSearch(IndexSearcher searcher, Tenant tenant, Query visible, double similarity) {
    this.searcher = searcher;
    this.tenant = tenant;
    this.visible = visible;
    this.similarity = similarity;
    this.shared = SketchBands.shared(similarity);
  }

  /**
   * An entry with a sketch, in the order in which they were published.
   *
   * @param document its number in the reader
   * @param published in milliseconds
   * @param key its identity
   */
  private record Sketched(int document, long published, BytesRef key, Sketch sketch)
      implements Comparable<Sketched> {
    @Override
    public int compareTo(Sketched other) {
      int byTime = Long.compare(published, other.published);
      return byTime != 0 ? byTime : key.compareTo(other.key);
    }
  }

  /**
   * A page of copies.
   *
   * @param found at most as many as asked for
   * @param looked how many of the listed were looked at, at least one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Copies(ScoreDoc[] found, int looked) {}

  /**
   * Which of those listed are copies, as far as a page goes.
   *
   * @param listed in order
   */
  Copies copies(ScoreDoc[] listed, int limit) throws IOException {
    List<ScoreDoc> copies = new ArrayList<>();
    int looked = 0;
    while (looked < Math.min(Catalogue.MAX_LOOKED, listed.length)
        && copies.size() < limit
        && compared < MAX_COMPARED_FOR_A_PAGE
        && walked < MAX_WALKED_FOR_A_PAGE) {
      ScoreDoc next = listed[looked++];
      if (isCopy(next.doc)) {
        copies.add(next);
      }
    }
    return new Copies(copies.toArray(ScoreDoc[]::new), looked);
  }

  /** Those that are near, the latest published first. */
  ScoreDoc[] latest(Sketch sketch, int limit) throws IOException {
    Queue<Sketched> latest = new PriorityQueue<>();
    near(
        sketch,
        found -> {
          latest.add(found);
          if (latest.size() > limit) {
            latest.remove();
          }
          return true;
        });
    return latest.stream()
        .sorted(Comparator.reverseOrder())
        .map(found -> new ScoreDoc(found.document(), 0))
        .toArray(ScoreDoc[]::new);
  }

  /** Whether an older one is near. */
  private boolean isCopy(int document) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
    Optional<Sketched> mine = new Leaf(leaf).read(document - leaf.docBase);
    boolean[] found = {false};
    if (mine.isPresent() && hasCompany(SketchBands.of(tenant, mine.get().sketch()))) {
      near(
          mine.get().sketch(),
          other -> {
            found[0] = other.compareTo(mine.get()) < 0;
            return !found[0];
          });
    }
    return found[0];
  }

  /** Most have none, which takes one look at each of a few terms. */
  private boolean hasCompany(List<BytesRef> sketch) throws IOException {
    int alone = 0;
    long entries = 0;
    for (BytesRef band : sketch) {
      int documents = having(band);
      entries += documents;
      alone += documents > 1 ? 0 : 1;
      if (alone > SketchBands.BANDS - shared) {
        return false;
      }
    }
    walked += entries;
    return true;
  }

  private int having(BytesRef band) throws IOException {
    int documents = 0;
    for (TermsEnum terms : bands()) {
      documents += terms.seekExact(band) ? terms.docFreq() : 0;
    }
    return documents;
  }

  private List<TermsEnum> bands() throws IOException {
    if (bands.isEmpty()) {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        Terms terms = leaf.reader().terms(EntryDocuments.BAND);
        if (terms != null) {
          bands.add(terms.iterator());
        }
      }
    }
    return bands;
  }

  /**
   * Those that are near, in no order.
   *
   * @param each given every one; whether to go on
   */
  private void near(Sketch sketch, Predicate<Sketched> each) throws IOException {
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(candidates(sketch)), ScoreMode.COMPLETE_NO_SCORES, 1);
    int before = compared;
    for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(context);
      if (scorer == null) {
        continue;
      }
      DocIdSetIterator documents = scorer.iterator();
      Bits live = context.reader().getLiveDocs();
      Leaf leaf = new Leaf(context);
      for (int i = documents.nextDoc();
          i != DocIdSetIterator.NO_MORE_DOCS;
          i = documents.nextDoc()) {
        if (live != null && !live.get(i)) {
          continue;
        }
        if (compared - before >= Catalogue.MAX_COMPARED) {
          return;
        }
        compared++;
        Optional<Sketched> near =
            leaf.read(i).filter(s -> s.sketch().similarity(sketch) >= similarity);
        if (near.isPresent() && !each.test(near.get())) {
          return;
        }
      }
    }
  }

  private Query candidates(Sketch sketch) {
    BooleanQuery.Builder many = new BooleanQuery.Builder().setMinimumNumberShouldMatch(shared);
    for (BytesRef band : SketchBands.of(tenant, sketch)) {
      many.add(new TermQuery(new Term(EntryDocuments.BAND, band)), Occur.SHOULD);
    }
    return new BooleanQuery.Builder()
        .add(visible, Occur.FILTER)
        .add(many.build(), Occur.FILTER)
        .build();
  }

  /** One segment's values, read in ascending order of documents. */
  private static final class Leaf {
    private final int base;
    private final BinaryDocValues sketches;
    private final BinaryDocValues keys;
    private final NumericDocValues published;

    Leaf(LeafReaderContext context) throws IOException {
      LeafReader reader = context.reader();
      base = context.docBase;
      sketches = DocValues.getBinary(reader, EntryDocuments.SKETCH);
      keys = DocValues.getBinary(reader, EntryDocuments.ORDER);
      published = DocValues.getNumeric(reader, EntryDocuments.PUBLISHED);
    }

    /** Empty where it has no sketch, or one by a rule that is not known. */
    Optional<Sketched> read(int document) throws IOException {
      if (!sketches.advanceExact(document)
          || !keys.advanceExact(document)
          || !published.advanceExact(document)) {
        return Optional.empty();
      }
      BytesRef key = BytesRef.deepCopyOf(keys.binaryValue());
      long time = published.longValue();
      return Sketch.read(BytesRef.deepCopyOf(sketches.binaryValue()).bytes)
          .map(sketch -> new Sketched(base + document, time, key, sketch));
    }
  }
}
