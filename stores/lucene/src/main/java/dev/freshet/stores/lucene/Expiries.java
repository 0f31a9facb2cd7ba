package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ExpiredDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** Finds heads by time: those that stand and have expired, and tombstones that are old. */
record Expiries(PassageDocuments documents) {
  private static final Sort FIRST_EXPIRED =
      new Sort(new SortField(PassageFields.EXPIRES_AT, SortField.Type.LONG), SortField.FIELD_DOC);

  /** The heads of an input partition that have expired, the first in front. */
  List<ExpiredDocument> find(IndexSearcher searcher, LogPartition input, Instant now, int limit)
      throws IOException {
    long code = FilterTerms.code(input);
    Query expired =
        LongPoint.newRangeQuery(
            PassageFields.EXPIRES,
            new long[] {code, Long.MIN_VALUE},
            new long[] {code, now.toEpochMilli()});
    Query standing =
        new BooleanQuery.Builder()
            .add(expired, Occur.FILTER)
            .add(new FieldExistsQuery(PassageFields.UNTIL), Occur.MUST_NOT)
            .build();
    List<ExpiredDocument> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(standing, limit, FIRST_EXPIRED).scoreDocs) {
      Document stored = searcher.storedFields().document(hit.doc);
      found.add(
          new ExpiredDocument(
              DocumentIdentity.parse(stored.get(PassageFields.IDENTITY)),
              PassageDocuments.version(stored),
              LiveHead.read(stored).head().since(),
              documents.content(stored).metadata()));
    }
    return found;
  }

  /** Removes tombstones written before a time; gives how many of them the last refresh shows. */
  long forget(LuceneIndex index, Instant before) {
    Query old =
        LongPoint.newRangeQuery(PassageFields.BURIED, Long.MIN_VALUE, before.toEpochMilli() - 1);
    long count = index.read(searcher -> searcher.count(old));
    if (count > 0) {
      index.run(() -> index.writer().deleteDocuments(old));
    }
    return count;
  }
}
