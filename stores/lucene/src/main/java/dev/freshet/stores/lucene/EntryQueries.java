package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.Facts;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;

/** What is asked of the catalogue, as Lucene queries. */
final class EntryQueries {
  /** How many characters of a search text count. */
  static final int MAX_TEXT = 256;

  private EntryQueries() {}

  /** The entries a caller may see. */
  static BooleanQuery.Builder visible(Access access) {
    BooleanQuery.Builder all =
        new BooleanQuery.Builder()
            .add(term(EntryDocuments.TENANT, access.tenant().name()), Occur.FILTER)
            .add(principals(EntryDocuments.STANDING_ACL, access), Occur.FILTER)
            .add(principals(EntryDocuments.PENDING_ACL, access), Occur.FILTER);
    if (!access.withheld().isEmpty()) {
      List<BytesRef> keys = access.withheld().stream().map(d -> new BytesRef(d.key())).toList();
      all.add(new TermInSetQuery(EntryDocuments.KEY, keys), Occur.MUST_NOT);
    }
    return all;
  }

  static Query ofId(Access access, String id) {
    return visible(access).add(term(EntryDocuments.ID, id), Occur.FILTER).build();
  }

  static Query inState(Access access, DocumentState state) {
    return visible(access).add(term(EntryDocuments.STATE, state.label()), Occur.FILTER).build();
  }

  static Query listed(Access access, Catalogue.Selection wanted) {
    BooleanQuery.Builder query = visible(access);
    wanted.state().ifPresent(s -> query.add(term(EntryDocuments.STATE, s.label()), Occur.FILTER));
    wanted.signal().ifPresent(s -> query.add(term(EntryDocuments.SIGNAL, s.label()), Occur.FILTER));
    if (!wanted.text().isEmpty()) {
      query.add(containing(wanted.text()), Occur.FILTER);
    }
    return query.build();
  }

  /** Those of them that have a sketch. */
  static Query sketched(Query query) {
    return new BooleanQuery.Builder()
        .add(query, Occur.FILTER)
        .add(new FieldExistsQuery(EntryDocuments.SKETCH), Occur.FILTER)
        .build();
  }

  /** An access list that lets the caller in. */
  private static Query principals(String field, Access access) {
    List<BytesRef> terms = Facts.admitting(access).stream().map(BytesRef::new).toList();
    return new TermInSetQuery(field, terms);
  }

  private static Query containing(String text) {
    String bounded = EntryDocuments.lower(text.substring(0, Math.min(MAX_TEXT, text.length())));
    String escaped = bounded.replaceAll("([\\\\*?])", "\\\\$1");
    return new WildcardQuery(new Term(EntryDocuments.NAMES, "*" + escaped + "*"));
  }

  private static Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
