package dev.freshet.stores.lucene;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

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
            .add(FilterQueries.principals(EntryDocuments.STANDING_ACL, access), Occur.FILTER)
            .add(FilterQueries.principals(EntryDocuments.PENDING_ACL, access), Occur.FILTER);
    FilterQueries.withhold(all, EntryDocuments.KEY, access);
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

  private static Query containing(String text) {
    String bounded = EntryDocuments.lower(text.substring(0, Math.min(MAX_TEXT, text.length())));
    String escaped = bounded.replaceAll("([\\\\*?])", "\\\\$1");
    return new WildcardQuery(new Term(EntryDocuments.NAMES, "*" + escaped + "*"));
  }

  private static Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
