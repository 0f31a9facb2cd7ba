package dev.freshet.evaluation.tuning;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.settings.Durations;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.store.Candidate;
import dev.freshet.common.store.Candidates;
import dev.freshet.query.search.SearchSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How two lists become one answer: what {@code query/search} does with a plain request, on lists
 * that stand already.
 *
 * @param fusion meaning against words
 * @param depth candidates of each list
 * @param recency what age does; no bound
 */
record Ranking(Fusion fusion, int depth, Recency recency) {
  /** How many passages are looked at: as many as a context is made from by default. */
  static final int PASSAGES = 30;

  private static final SearchSettings STANDARD = SearchSettings.of(Settings.defaults());

  /** As an answer is ranked where nobody says anything. */
  static final Ranking DEFAULT =
      new Ranking(STANDARD.fusion(), STANDARD.depth(), STANDARD.recency());

  /** The depth where nobody says anything; where age orders, another holds. */
  static int standardDepth(boolean aging) {
    return aging ? STANDARD.orderedDepth() : STANDARD.depth();
  }

  boolean aging() {
    return recency.halfLife().isPresent();
  }

  /**
   * The documents of the first {@value #PASSAGES} passages, best first, each once.
   *
   * @param now by which ages are told
   */
  List<String> documents(Lists lists, Instant now) {
    Candidates cut =
        new Candidates(first(lists.candidates().dense()), first(lists.candidates().sparse()));
    return fusion.fuse(cut).stream()
        .map(
            ranked ->
                new Candidate(
                    ranked.key(),
                    ranked.score() * recency.factor(lists.of().get(ranked.key()).published(), now)))
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::key))
        .limit(PASSAGES)
        .map(candidate -> lists.of().get(candidate.key()).document())
        .distinct()
        .toList();
  }

  private List<Candidate> first(List<Candidate> list) {
    return list.subList(0, Math.min(depth, list.size()));
  }

  SequencedMap<String, String> settings() {
    SequencedMap<String, String> all = new TreeMap<>();
    var depthOf = aging() ? SearchSettings.ORDERED_DEPTH : SearchSettings.DEPTH;
    all.put(depthOf.key(), Integer.toString(depth));
    all.put(SearchSettings.DENSE_WEIGHT.key(), Double.toString(fusion.denseWeight()));
    Duration halfLife = recency.halfLife().orElse(Duration.ZERO);
    all.put(SearchSettings.HALF_LIFE.key(), Durations.text(halfLife));
    if (aging()) {
      all.put(SearchSettings.AGING_SHARE.key(), Double.toString(recency.weight()));
    }
    return all;
  }
}
