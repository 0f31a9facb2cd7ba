package dev.freshet.query;

import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.common.store.Facet;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.PassageKey;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Passages in memory, found by shared words; as visible as their input offset says. */
final class FakeStore implements PassageSearcher {
  private final Map<PassageKey, FoundPassage> passages = new ConcurrentSkipListMap<>();
  private final TextAnalysis analysis = new TextAnalysis();
  volatile ReadPoint readable = ReadPoint.START;

  /** How deep the last search asked both lists to be. */
  volatile int depth;

  void add(FoundPassage passage) {
    passages.put(passage.key(), passage);
  }

  @Override
  public ReadPoint readable() {
    return readable;
  }

  @Override
  public long count(ReadPoint at) {
    return passages.size();
  }

  @Override
  public Snapshot open(ReadPoint at) {
    return new Snapshot() {
      @Override
      public Candidates candidates(PassageQuery query) {
        depth = query.depth();
        List<Candidate> sparse = new ArrayList<>();
        List<Candidate> dense = new ArrayList<>();
        for (FoundPassage passage : passages.values()) {
          boolean visible =
              at.offsets().values().stream().anyMatch(n -> passage.since() <= n)
                  && query.access().permits(passage.identity(), passage.metadata().acl())
                  && query.filter().matches(passage.identity(), passage.metadata());
          if (!visible) {
            continue;
          }
          List<String> words = analysis.queryTerms(passage.passage().text());
          long shared = query.terms().stream().filter(words::contains).count();
          if (shared > 0) {
            sparse.add(new Candidate(passage.key(), shared));
          }
          query.vector().ifPresent(_ -> dense.add(new Candidate(passage.key(), .5)));
        }
        return new Candidates(dense, sparse);
      }

      @Override
      public List<FoundPassage> fetch(List<PassageKey> keys) {
        return keys.stream().map(passages::get).toList();
      }

      @Override
      public List<Facet> facets(FacetQuery query) {
        List<FoundPassage> all =
            passages.values().stream()
                .filter(p -> query.access().permits(p.identity(), p.metadata().acl()))
                .filter(p -> query.filter().matches(p.identity(), p.metadata()))
                .toList();
        return query.fields().stream().map(field -> facet(field, all, query.most())).toList();
      }

      private Facet facet(String field, List<FoundPassage> all, int most) {
        List<Facet.Value> values = new ArrayList<>();
        List<String> having =
            all.stream()
                .flatMap(p -> Filter.text(field, p.identity(), p.metadata()).stream())
                .toList();
        having.stream()
            .distinct()
            .forEach(v -> values.add(new Facet.Value(v, Collections.frequency(having, v))));
        return Facet.of(field, values, most, having.size(), all.size());
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
