package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.common.store.StoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/**
 * The index as it is. Documents come in the order of their identities, as the term dictionaries of
 * heads and passages hold them.
 */
record LuceneInspection(LuceneIndex index, OpenLives lives) implements StoreInspection {

  @Override
  public Page documents(Optional<String> cursor, int limit) {
    return index.read(
        searcher -> {
          IndexReader reader = searcher.getIndexReader();
          var keys = new TreeSet<BytesRef>();
          keys.addAll(after(cursor, MultiTerms.getTerms(reader, PassageFields.HEAD), limit));
          keys.addAll(after(cursor, MultiTerms.getTerms(reader, PassageFields.DOCUMENT), limit));
          List<DocumentIdentity> page =
              keys.stream()
                  .limit(limit)
                  .map(key -> DocumentIdentity.parse(key.utf8ToString()))
                  .toList();
          return new Page(
              page, page.size() < limit ? Optional.empty() : Optional.of(page.getLast().key()));
        });
  }

  private static List<BytesRef> after(Optional<String> cursor, Terms terms, int limit)
      throws IOException {
    List<BytesRef> found = new ArrayList<>();
    if (terms == null) {
      return found;
    }
    TermsEnum each = terms.iterator();
    BytesRef next;
    if (cursor.isEmpty()) {
      next = each.next();
    } else {
      next =
          switch (each.seekCeil(new BytesRef(cursor.get()))) {
            case FOUND -> each.next();
            case NOT_FOUND -> each.term();
            case END -> null;
          };
    }
    while (next != null && found.size() < limit) {
      found.add(BytesRef.deepCopyOf(next));
      next = each.next();
    }
    return found;
  }

  @Override
  public Optional<Head> head(DocumentIdentity identity) {
    return index.read(searcher -> LiveHead.find(searcher, identity).map(LiveHead::head));
  }

  @Override
  public Optional<StoredDocument> document(DocumentIdentity identity) {
    return index.read(searcher -> document(searcher, identity));
  }

  private Optional<StoredDocument> document(IndexSearcher searcher, DocumentIdentity identity)
      throws IOException {
    Optional<Head> head = LiveHead.find(searcher, identity).map(LiveHead::head);
    OpenLives.Found found = lives.of(searcher, identity);
    return head.isEmpty() && found.standing().isEmpty() && found.orphans().isEmpty()
        ? Optional.empty()
        : Optional.of(new StoredDocument(head, found.standing(), found.orphans()));
  }
}
