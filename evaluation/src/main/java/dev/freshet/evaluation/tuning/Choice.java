package dev.freshet.evaluation.tuning;

import dev.freshet.query.search.SearchSettings;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Settings of everything that is tried.
 *
 * @param cut how documents are cut
 * @param ranking how lists become an answer
 */
record Choice(Cut cut, Ranking ranking) {
  static final Choice DEFAULT = new Choice(Cut.DEFAULT, Ranking.DEFAULT);

  /** All of them, by key. */
  SequencedMap<String, String> settings() {
    SequencedMap<String, String> all = new TreeMap<>(cut.settings());
    all.putAll(ranking.settings());
    return all;
  }

  /** Those that are not as by default. */
  SequencedMap<String, String> changed() {
    Map<String, String> standard = new TreeMap<>(Choice.DEFAULT.settings());
    int depth = Ranking.standardDepth(true);
    standard.put(SearchSettings.ORDERED_DEPTH.key(), Integer.toString(depth));
    standard.put(SearchSettings.AGING_SHARE.key(), SearchSettings.AGING_SHARE.fallback());
    SequencedMap<String, String> changed = settings();
    changed.entrySet().removeIf(one -> one.getValue().equals(standard.get(one.getKey())));
    return changed;
  }

  /** For people. */
  String words() {
    SequencedMap<String, String> changed = changed();
    return changed.isEmpty()
        ? "the defaults"
        : String.join(
            ", ", changed.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
