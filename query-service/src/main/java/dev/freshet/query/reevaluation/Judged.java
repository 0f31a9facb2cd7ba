package dev.freshet.query.reevaluation;

import java.util.Optional;

/**
 * What a round came to.
 *
 * @param round of what and when it was
 * @param baseline what it was held against; itself where there was none
 * @param comparison of the two
 * @param first whether there was none
 * @param fallen whether it is below the baseline by more than is allowed and than chance makes
 * @param kept whether it is the baseline from now on
 */
record Judged(
    Round.Stamp round,
    Round.Stamp baseline,
    Comparison comparison,
    boolean first,
    boolean fallen,
    boolean kept) {
  /** Above this share of judgements whose document is gone a round makes no baseline. */
  static final double MOST_LOST_OF_A_BASELINE = .5;

  /** What the next round is held against; empty: it has nothing yet. */
  Optional<Round.Stamp> inForce() {
    return kept ? Optional.of(round) : Optional.of(baseline).filter(_ -> !first);
  }

  /** Whether another generation answers now than at the baseline. */
  boolean ofAnotherGeneration() {
    return !round.generation().equals(baseline.generation());
  }

  /** By how much nDCG@10 is below the baseline's; below 0 where it is above. */
  double fall() {
    return -comparison.test().difference();
  }

  /**
   * Judges.
   *
   * @param kept the baseline; empty: none is kept
   */
  static Judged of(
      QuestionSet questions, Optional<Round> kept, Round round, ReevaluationSettings settings) {
    Round baseline = kept.orElse(round);
    Comparison comparison = Comparison.of(questions.questions(), baseline, round);
    double fall = -comparison.test().difference();
    boolean fallen = fall >= settings.fall() && comparison.test().p() <= settings.significance();
    boolean another = !round.stamp().generation().equals(baseline.stamp().generation());
    // One that is worse does not become what later ones are held against: else a little less each
    // time would never be told.
    boolean better = another && comparison.compared() > 0 && fall <= 0;
    boolean first = kept.isEmpty();
    return new Judged(
        round.stamp(),
        baseline.stamp(),
        comparison,
        first,
        fallen,
        (first || better) && comparison.lostShare() <= MOST_LOST_OF_A_BASELINE);
  }
}
