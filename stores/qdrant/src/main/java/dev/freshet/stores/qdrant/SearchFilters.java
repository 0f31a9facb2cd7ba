package dev.freshet.stores.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.nested;
import static io.qdrant.client.ConditionFactory.range;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.ReadPoint;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Range;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Access, sources, {@link Filter} and read points as Qdrant filters, meaning exactly the same.
 * Ranges are compared as float64: times in milliseconds and offsets are exact below 2^53.
 */
final class SearchFilters {
  /** A fact that no document has: no field is called so. */
  private static final Condition NEVER = matchKeyword(PayloadFields.FACTS, "never");

  private SearchFilters() {}

  /** What the caller may see and asks to see, as of a read point. */
  static Common.Filter of(PassageQuery query, ReadPoint at) {
    return of(query.access(), query.filter(), query.sources(), query.now(), at);
  }

  static Common.Filter of(
      Access access, Filter wanted, Set<String> sources, Instant now, ReadPoint at) {
    Common.Filter.Builder all =
        Common.Filter.newBuilder()
            .addMust(matchKeyword(PayloadFields.TENANT, access.tenant().name()))
            .addMust(matchKeywords(PayloadFields.READERS, Facts.admitting(access)))
            .addMustNot(Compared.atMost(PayloadFields.EXPIRES_AT, now.toEpochMilli()));
    if (!access.withheld().isEmpty()) {
      List<String> keys = access.withheld().stream().map(DocumentIdentity::key).sorted().toList();
      all.addMustNot(matchKeywords(PayloadFields.DOCUMENT, keys));
    }
    if (!sources.isEmpty()) {
      all.addMust(matchKeywords(PayloadFields.SOURCE, sources.stream().sorted().toList()));
    }
    if (!wanted.equals(Filter.EVERYTHING)) {
      all.addMust(of(wanted));
    }
    addVisible(all, at);
    return all.build();
  }

  /** {@code since <= n < until}, each by its own input partition. */
  static Common.Filter visible(ReadPoint at) {
    Common.Filter.Builder all = Common.Filter.newBuilder();
    addVisible(all, at);
    return all.build();
  }

  private static void addVisible(Common.Filter.Builder all, ReadPoint at) {
    Common.Filter.Builder begun = Common.Filter.newBuilder();
    at.offsets()
        .forEach(
            (log, offset) ->
                begun.addShould(
                    upTo(PayloadFields.SINCE_IN, log.toString(), PayloadFields.SINCE, offset)));
    all.addMust(at.offsets().isEmpty() ? NEVER : filter(begun.build()));
    if (!at.offsets().isEmpty()) {
      all.addMustNot(filter(ended(at)));
    }
  }

  /** {@code until <= n}. */
  static Common.Filter ended(ReadPoint at) {
    Common.Filter.Builder ended = Common.Filter.newBuilder();
    at.offsets()
        .forEach(
            (log, offset) ->
                ended.addShould(
                    upTo(PayloadFields.UNTIL_IN, log.toString(), PayloadFields.UNTIL, offset)));
    return at.offsets().isEmpty() ? ended.addMust(NEVER).build() : ended.build();
  }

  private static Condition upTo(String inField, String in, String field, long offset) {
    return filter(
        Common.Filter.newBuilder()
            .addMust(matchKeyword(inField, in))
            .addMust(Compared.atMost(field, offset))
            .build());
  }

  static Condition of(Filter filter) {
    return switch (filter) {
      case Filter.All(var filters) -> {
        Common.Filter.Builder all = Common.Filter.newBuilder();
        filters.forEach(f -> all.addMust(of(f)));
        yield filters.isEmpty() ? everything() : filter(all.build());
      }
      case Filter.Any(var filters) -> {
        Common.Filter.Builder any = Common.Filter.newBuilder();
        filters.forEach(f -> any.addShould(of(f)));
        yield filters.isEmpty() ? NEVER : filter(any.build());
      }
      case Filter.Not(var inner) -> not(of(inner));
      case Filter.In(var field, var values) ->
          values.isEmpty()
              ? NEVER
              : matchKeywords(
                  PayloadFields.FACTS, values.stream().map(v -> Facts.equal(field, v)).toList());
      case Filter.Exists(var field) -> matchKeyword(PayloadFields.FACTS, Facts.exists(field));
      case Filter.TimeRange(var field, var from, var to) -> {
        Range.Builder range = Range.newBuilder().setGte(-Double.MAX_VALUE);
        from.ifPresent(time -> range.setGte((double) Facts.firstMilliFrom(time)));
        to.ifPresent(time -> range.setLt((double) Facts.firstMilliFrom(time)));
        yield inRange(field, range);
      }
      case Filter.NumberRange(var field, double from, double to) ->
          Double.isNaN(from) || Double.isNaN(to)
              ? NEVER
              : inRange(field, Range.newBuilder().setGte(finite(from)).setLte(finite(to)));
    };
  }

  private static Condition not(Condition condition) {
    return filter(Common.Filter.newBuilder().addMustNot(condition).build());
  }

  private static Condition everything() {
    return not(NEVER);
  }

  private static Condition inRange(String field, Range.Builder range) {
    return nested(
        PayloadFields.RANGES,
        Common.Filter.newBuilder()
            .addMust(matchKeyword(PayloadFields.RANGE_FIELD, field))
            .addMust(range(PayloadFields.RANGE_VALUE, range.build()))
            .build());
  }

  /** JSON knows no infinity: the largest number there is stands for it. */
  static double finite(double number) {
    return Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
