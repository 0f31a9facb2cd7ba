package dev.freshet.stores.testkit;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Facts;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher.Snapshot;
import dev.freshet.common.store.ReadPoint;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Every passage scored. BM25 is Lucene's: idf ln(1 + (N - n + .5) / (n + .5)), times tf / (tf + k1
 * (1 - b + b length / average)), over everything held.
 */
final class OracleSnapshot implements Snapshot {
  private static final double K1 = 1.2;
  private static final double B = .75;

  private final List<OracleLife> held;
  private final List<OracleLife> visible;

  OracleSnapshot(List<OracleLife> held, ReadPoint at) {
    this.held = held;
    this.visible = held.stream().filter(life -> life.visible(at)).toList();
  }

  @Override
  public Candidates candidates(PassageQuery query) {
    List<OracleLife> admitted = visible.stream().filter(life -> life.admittedBy(query)).toList();
    List<Candidate> dense =
        query
            .vector()
            .map(v -> best(admitted, life -> life.vector().dot(v), -2, query.depth()))
            .orElse(List.of());
    Bm25 bm25 = new Bm25(query.terms().stream().distinct().toList());
    return new Candidates(dense, best(admitted, bm25::score, 0, query.depth()));
  }

  private static List<Candidate> best(
      List<OracleLife> admitted, ToDoubleFunction<OracleLife> score, double above, int depth) {
    return admitted.stream()
        .map(life -> new Candidate(life.found().key(), score.applyAsDouble(life)))
        .filter(candidate -> candidate.score() > above)
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::key))
        .limit(depth)
        .toList();
  }

  @Override
  public List<FoundPassage> fetch(List<PassageKey> keys) {
    Map<PassageKey, FoundPassage> byKey =
        visible.stream()
            .map(OracleLife::found)
            .collect(Collectors.toMap(FoundPassage::key, Function.identity()));
    return keys.stream().map(key -> found(byKey, key)).toList();
  }

  @Override
  public List<Facet> facets(FacetQuery query) {
    List<FoundPassage> documents =
        visible.stream()
            .filter(
                life ->
                    life.admittedBy(query.access(), query.sources(), query.filter(), query.now()))
            .map(OracleLife::found)
            .collect(
                Collectors.toMap(FoundPassage::identity, Function.identity(), (first, _) -> first))
            .values()
            .stream()
            .toList();
    return query.fields().stream().map(field -> facet(field, documents, query.most())).toList();
  }

  private static Facet facet(String field, List<FoundPassage> documents, int most) {
    List<String> values =
        documents.stream()
            .flatMap(d -> Filter.text(field, d.identity(), d.metadata()).stream())
            .toList();
    List<Facet.Value> counted =
        values.stream()
            .filter(value -> Facts.equal(field, value).startsWith(Facts.beginning(field)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> new Facet.Value(e.getKey(), e.getValue()))
            .toList();
    return Facet.of(field, counted, most, values.size(), documents.size());
  }

  private static FoundPassage found(Map<PassageKey, FoundPassage> byKey, PassageKey key) {
    FoundPassage found = byKey.get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          "no candidate of this snapshot has the key " + key.value());
    }
    return found;
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }

  private final class Bm25 {
    private final List<String> terms;
    private final double average;
    private final Map<String, Double> idf;

    Bm25(List<String> terms) {
      this.terms = terms;
      this.average = held.stream().mapToInt(life -> life.terms().size()).average().orElse(1);
      this.idf = terms.stream().collect(Collectors.toMap(Function.identity(), this::idf));
    }

    private double idf(String term) {
      long with = held.stream().filter(life -> life.terms().contains(term)).count();
      return Math.log(1 + (held.size() - with + .5) / (with + .5));
    }

    double score(OracleLife life) {
      return terms.stream().mapToDouble(term -> score(term, life)).sum();
    }

    private double score(String term, OracleLife life) {
      double tf = Collections.frequency(life.terms(), term);
      double length = life.terms().size();
      return idf.get(term) * tf / (tf + K1 * (1 - B + B * length / average));
    }
  }
}
