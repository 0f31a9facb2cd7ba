package dev.freshet.evaluation.tuning;

import dev.freshet.common.ranking.PairedTest;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What follows from all trials.
 *
 * @param trials the defaults first
 * @param chosen by all questions
 * @param heldOut what choosing so is worth
 * @param test held out against the defaults
 */
record Proposal(List<Trial> trials, Trial chosen, HeldOut heldOut, PairedTest test) {
  /** Why this one: docs/decisions/0038. */
  static final Rule RULE = Rule.FEWEST_CHANGES;

  private static final double SURE = .05;

  /**
   * @param trials the defaults first
   */
  static Proposal of(List<Trial> trials, int folds) {
    HeldOut heldOut = HeldOut.of(trials, RULE, folds);
    int[] all = IntStream.range(0, trials.getFirst().values().size()).toArray();
    return new Proposal(
        trials, RULE.choose(trials, all), heldOut, heldOut.against(trials.getFirst()));
  }

  Trial standard() {
    return trials.getFirst();
  }

  /** Whether to leave the defaults: they are beaten on questions held out, and not by luck. */
  boolean better() {
    return !chosen.choice().changed().isEmpty() && test.difference() > 0 && test.p() < SURE;
  }

  /** What to do: one sentence. */
  String verdict() {
    String held =
        String.format(
            Locale.ROOT,
            "nDCG@10 of questions held out %.4f, of the defaults %.4f (p = %.4f)",
            heldOut.mean(),
            standard().mean(),
            test.p());
    if (better()) {
      long folds = heldOut.folds().stream().filter(f -> f.chosen().equals(chosen.choice())).count();
      return "Use "
          + chosen.choice().words()
          + ": "
          + held
          + "; chosen in "
          + folds
          + " of "
          + heldOut.folds().size()
          + " folds.";
    }
    return chosen.choice().changed().isEmpty()
        ? "Keep the defaults: nothing that was tried is clearly better."
        : "Keep the defaults: what is best here is not clearly better elsewhere; " + held + ".";
  }
}
