package dev.freshet.stores.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;

/**
 * The sparse list: BM25 (k1 1.2, b 0.75) over a bag of terms, at least one of which must occur.
 * Document frequencies count everything in the index, ended passages and other tenants' too.
 */
final class SparseSearch {
  /** How many distinct terms of a query count: the first ones. */
  static final int MAX_TERMS = 1000;

  private static final Sort BEST_THEN_KEY =
      new Sort(SortField.FIELD_SCORE, new SortField(PassageFields.KEY, SortField.Type.STRING_VAL));

  private SparseSearch() {}

  static Hits search(IndexSearcher searcher, Admitted admitted, List<String> terms, int depth)
      throws IOException {
    if (admitted.count() == 0) {
      return Hits.NONE;
    }
    BooleanQuery.Builder bag = new BooleanQuery.Builder();
    terms.stream()
        .distinct()
        .limit(MAX_TERMS)
        .forEach(t -> bag.add(new TermQuery(new Term(PassageFields.TEXT, t)), Occur.SHOULD));
    BooleanQuery query =
        new BooleanQuery.Builder().add(bag.build(), Occur.MUST).add(admitted, Occur.FILTER).build();
    ScoreDoc[] found =
        searcher.search(query, new TopFieldCollectorManager(BEST_THEN_KEY, depth, null, depth))
            .scoreDocs;
    for (ScoreDoc hit : found) {
      hit.score = (Float) ((FieldDoc) hit).fields[0];
    }
    return Hits.best(searcher, found, depth);
  }
}
