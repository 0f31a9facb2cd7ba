package dev.freshet.stores.lucene;

import dev.freshet.common.store.Access;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Access, sources and {@link Filter} as Lucene queries, meaning exactly the same. */
final class FilterQueries {
  private FilterQueries() {}

  /** What the caller may see and asks to see, of what has not expired by then. */
  static Query of(Access access, Filter filter, Set<String> sources, Instant now) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(new TermQuery(new Term(PassageFields.TENANT, access.tenant().name())), Occur.FILTER);
    all.add(principals(PassageFields.ACL, access), Occur.FILTER);
    all.add(range("expiresAt", Long.MIN_VALUE, now.toEpochMilli()), Occur.MUST_NOT);
    withhold(all, PassageFields.DOCUMENT, access);
    if (!sources.isEmpty()) {
      List<BytesRef> names = sources.stream().map(BytesRef::new).toList();
      all.add(new TermInSetQuery(PassageFields.SOURCE, names), Occur.FILTER);
    }
    if (!filter.equals(Filter.EVERYTHING)) {
      all.add(of(filter), Occur.FILTER);
    }
    return all.build();
  }

  /** An access list that lets the caller in. */
  static Query principals(String field, Access access) {
    List<BytesRef> terms = Facts.admitting(access).stream().map(BytesRef::new).toList();
    return new TermInSetQuery(field, terms);
  }

  /** Leaves out what is withheld from the caller. */
  static void withhold(BooleanQuery.Builder all, String identityField, Access access) {
    if (!access.withheld().isEmpty()) {
      List<BytesRef> keys = access.withheld().stream().map(d -> new BytesRef(d.key())).toList();
      all.add(new TermInSetQuery(identityField, keys), Occur.MUST_NOT);
    }
  }

  static Query of(Filter filter) {
    return switch (filter) {
      case Filter.All(var filters) -> all(filters);
      case Filter.Any(var filters) -> any(filters);
      case Filter.Not(var inner) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(of(inner), Occur.MUST_NOT)
              .build();
      case Filter.In(var field, var values) ->
          new TermInSetQuery(
              PassageFields.FACTS,
              values.stream().map(v -> new BytesRef(Facts.equal(field, v))).toList());
      case Filter.Exists(var field) ->
          new TermQuery(new Term(PassageFields.FACTS, Facts.exists(field)));
      case Filter.TimeRange(var field, var from, var to) ->
          range(
              field,
              from.map(Facts::firstMilliFrom).orElse(Long.MIN_VALUE),
              before(to.map(Facts::firstMilliFrom)));
      case Filter.NumberRange(var field, double from, double to) ->
          Double.isNaN(from) || Double.isNaN(to)
              ? new MatchNoDocsQuery("not a number")
              : range(field, FilterTerms.sortable(from), FilterTerms.sortable(to));
    };
  }

  private static Query all(List<Filter> filters) {
    if (filters.isEmpty()) {
      return MatchAllDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    filters.forEach(f -> all.add(of(f), Occur.FILTER));
    return all.build();
  }

  private static Query any(List<Filter> filters) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    filters.forEach(f -> any.add(of(f), Occur.SHOULD));
    return filters.isEmpty() ? new MatchNoDocsQuery("any of nothing") : any.build();
  }

  private static Query range(String field, long from, long to) {
    if (from > to) {
      return new MatchNoDocsQuery("an empty range");
    }
    long code = FilterTerms.code(field);
    return LongPoint.newRangeQuery(
        PassageFields.RANGES, new long[] {code, from}, new long[] {code, to});
  }

  /** The last millisecond before a bound. */
  private static long before(Optional<Long> bound) {
    return bound.map(b -> b == Long.MIN_VALUE ? b : b - 1).orElse(Long.MAX_VALUE);
  }
}
