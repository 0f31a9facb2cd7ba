package dev.freshet.query.reevaluation;

import java.util.List;

/**
 * How good rankings are, each a mean over questions, 0 to 1.
 *
 * @param ndcg at 10
 * @param recall at 10
 * @param reciprocalRank at 10
 * @param zeroHits the share of questions that found nothing at all
 */
record Figures(double ndcg, double recall, double reciprocalRank, double zeroHits) {
  private static final String NDCG = "ndcg@10";
  private static final String RECALL = "recall@10";
  private static final String RECIPROCAL_RANK = "mrr@10";
  private static final String ZERO_HITS = "zero-hits";

  /** What the measures are called. */
  static final List<String> MEASURES = List.of(NDCG, RECALL, RECIPROCAL_RANK, ZERO_HITS);

  /** One of them. */
  double of(String measure) {
    return switch (measure) {
      case NDCG -> ndcg;
      case RECALL -> recall;
      case RECIPROCAL_RANK -> reciprocalRank;
      case ZERO_HITS -> zeroHits;
      default -> throw new IllegalArgumentException("there is no measure " + measure);
    };
  }
}
