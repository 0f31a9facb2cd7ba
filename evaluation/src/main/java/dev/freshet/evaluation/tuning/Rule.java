package dev.freshet.evaluation.tuning;

import java.util.Comparator;
import java.util.List;

/** By what of the settings that were tried some are chosen. */
enum Rule {
  /** Those with the best mean, however little better. */
  BEST {
    @Override
    Trial choose(List<Trial> trials, int[] questions) {
      return best(trials, questions);
    }
  },

  /**
   * Of those within one standard error of the best, question by question, the ones that change the
   * fewest defaults; of these the best (the one-standard-error rule; Breiman, Friedman, Olshen and
   * Stone, 1984).
   */
  FEWEST_CHANGES {
    @Override
    Trial choose(List<Trial> trials, int[] questions) {
      Trial best = best(trials, questions);
      return trials.stream()
          .filter(trial -> withinAnError(best, trial, questions))
          .min(
              Comparator.<Trial>comparingInt(trial -> trial.choice().changed().size())
                  .thenComparing(
                      Comparator.<Trial>comparingDouble(t -> t.mean(questions)).reversed()))
          .orElse(best);
    }
  };

  /**
   * Chooses.
   *
   * @param trials at least one
   * @param questions by whose values
   */
  abstract Trial choose(List<Trial> trials, int[] questions);

  /** The first of equals. */
  private static Trial best(List<Trial> trials, int[] questions) {
    Trial best = trials.getFirst();
    double mean = best.mean(questions);
    for (Trial trial : trials) {
      if (trial.mean(questions) > mean + 1e-12) {
        best = trial;
        mean = trial.mean(questions);
      }
    }
    return best;
  }

  private static boolean withinAnError(Trial best, Trial trial, int[] questions) {
    double sum = 0;
    double squares = 0;
    for (int i : questions) {
      double difference = best.values().get(i) - trial.values().get(i);
      sum += difference;
      squares += difference * difference;
    }
    int n = questions.length;
    double mean = sum / n;
    double variance = n < 2 ? 0 : Math.max(0, (squares - n * mean * mean) / (n - 1));
    return mean <= Math.sqrt(variance / n) + 1e-12;
  }
}
