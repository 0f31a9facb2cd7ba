package dev.freshet.query.search;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How searches are answered.
 *
 * @param depth how long each of the two lists gets at least
 * @param orderedDepth the same where recency, diversity or groups order what was fused
 * @param pagedResults how many results cursors lead to
 * @param facetValues how many values of a facet are given
 */
public record SearchSettings(int depth, int orderedDepth, int pagedResults, int facetValues) {
  /** Candidates per list. */
  public static final Setting<Integer> DEPTH =
      Setting.integer(
          "search.depth",
          50,
          1,
          1000,
          "Candidates of each list before fusion; at least the request's limit is taken.");

  /** Candidates per list where more than fusion orders them. */
  public static final Setting<Integer> ORDERED_DEPTH =
      Setting.integer(
          "search.ordered-depth",
          100,
          1,
          1000,
          "Candidates of each list where recency, diversity or groups order what was fused; more"
              + " are taken where they do not fill the answer, up to 1000.");

  /** How far cursors lead. */
  public static final Setting<Integer> PAGED_RESULTS =
      Setting.integer(
          "search.paged-results",
          500,
          1,
          900,
          "How many results of one search cursors lead to, page by page.");

  /** Values of a facet. */
  public static final Setting<Integer> FACET_VALUES =
      Setting.integer(
          "search.facet-values",
          50,
          1,
          1000,
          "How many values of a facet are given, the most frequent ones; the rest are summed up.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(DEPTH, ORDERED_DEPTH, PAGED_RESULTS, FACET_VALUES);

  /** Reads them. */
  public static SearchSettings of(Settings settings) {
    return new SearchSettings(
        settings.get(DEPTH),
        settings.get(ORDERED_DEPTH),
        settings.get(PAGED_RESULTS),
        settings.get(FACET_VALUES));
  }
}
