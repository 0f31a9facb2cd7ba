package dev.freshet.query.search;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.ranking.Diversity;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.text.TextAnalysis;
import dev.freshet.query.retrieval.Scored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One step between what was gathered and the page: puts passages in another order. */
@FunctionalInterface
interface Step {
  /** Best first; equal scores by key. */
  Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparing(one -> one.passage().key());

  /** The passages in the order that it gives them; best first before and after. */
  List<Scored> apply(List<Scored> passages);

  /** Scores decay with age. */
  static Step aging(Recency recency, Instant now) {
    return passages ->
        passages.stream().map(one -> one.aged(recency, now)).sorted(BEST_FIRST).toList();
  }

  /** Those come first that do not repeat each other. */
  static Step diversifying(Diversity diversity, TextAnalysis analysis, int most) {
    return passages -> {
      double best = passages.stream().mapToDouble(Scored::score).max().orElse(1);
      return diversity.order(
          passages,
          one -> best > 0 ? one.score() / best : 0,
          one -> analysis.queryTerms(one.passage().passage().text()),
          most);
    };
  }

  /** Passages of a document side by side, at most so many, where the best of them stands. */
  static Step grouping(int size) {
    return passages -> {
      Map<DocumentIdentity, List<Scored>> groups = new LinkedHashMap<>();
      passages.forEach(
          one -> groups.computeIfAbsent(one.passage().identity(), _ -> new ArrayList<>()).add(one));
      return groups.values().stream().flatMap(group -> group.stream().limit(size)).toList();
    };
  }
}
