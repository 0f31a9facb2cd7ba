package dev.freshet.query.search;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How searches are answered.
 *
 * @param depth how long each of the two lists gets at least
 * @param orderedDepth the same where recency, diversity or groups order what was fused
 * @param pagedResults how many results cursors lead to
 * @param facetValues how many values of a facet are given
 * @param rememberedQueries how many query vectors are kept
 * @param fusion how the two lists become one
 * @param recency what age does where a request says nothing of it
 */
public record SearchSettings(
    int depth,
    int orderedDepth,
    int pagedResults,
    int facetValues,
    int rememberedQueries,
    Fusion fusion,
    Recency recency) {
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

  /** Query vectors in memory. */
  public static final Setting<Integer> REMEMBERED_QUERIES =
      Setting.integer(
          "search.remembered-queries",
          1000,
          0,
          100_000,
          "How many query vectors are kept in memory (384 dimensions: 2 KB each): what a caller with"
              + " the same rights asked before, a further page among it, is not embedded again.");

  /** Meaning against words. */
  public static final Setting<Double> DENSE_WEIGHT =
      Setting.decimal(
          "search.dense-weight",
          Fusion.DEFAULT.denseWeight(),
          0,
          1,
          "What meaning counts where both lists are fused; words count the rest.");

  /** How fast what is old falls behind. */
  public static final Setting<Duration> HALF_LIFE =
      Setting.duration(
          "search.half-life",
          "0s",
          Duration.ZERO,
          Duration.ofDays(36_500),
          "After so long the part of a score that ages is halved, where a request says nothing of"
              + " recency; 0s: nothing ages.");

  /** How much of a score ages. */
  public static final Setting<Double> AGING_SHARE =
      Setting.decimal(
          "search.aging-share", .5, 0, 1, "The part of a score that ages by search.half-life.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(
          DEPTH,
          ORDERED_DEPTH,
          PAGED_RESULTS,
          FACET_VALUES,
          REMEMBERED_QUERIES,
          DENSE_WEIGHT,
          HALF_LIFE,
          AGING_SHARE);

  /** Reads them. */
  public static SearchSettings of(Settings settings) {
    return new SearchSettings(
        settings.get(DEPTH),
        settings.get(ORDERED_DEPTH),
        settings.get(PAGED_RESULTS),
        settings.get(FACET_VALUES),
        settings.get(REMEMBERED_QUERIES),
        new Fusion(settings.get(DENSE_WEIGHT)),
        recency(settings));
  }

  private static Recency recency(Settings settings) {
    return new Recency(
        Optional.of(settings.get(HALF_LIFE)).filter(Duration::isPositive),
        settings.get(AGING_SHARE),
        Optional.empty());
  }
}
