package dev.freshet.evaluation.adapter;

import java.util.List;
import java.util.Map;

/**
 * What is learnt from and judged on.
 *
 * @param name of the folder it is from
 * @param passages all that is searched
 * @param questions with at least one unit that answers each
 */
record Material(String name, List<Shown> passages, List<Asked> questions) {
  /**
   * A passage.
   *
   * @param text the exact string that is embedded
   * @param unit what it counts as in a ranking: its document, where documents were judged, else
   *     itself
   * @param document whose it is
   */
  record Shown(String text, String unit, String document) {}

  /**
   * A question.
   *
   * @param grades of the units that answer it, each above 0
   * @param wrong units that somebody said do not answer it
   * @param heldOut whether it is for judging alone
   */
  record Asked(
      String id, String text, Map<String, Integer> grades, List<String> wrong, boolean heldOut) {}

  /** Whether somebody said which questions are for judging. */
  boolean isSplit() {
    return questions.stream().anyMatch(Asked::heldOut);
  }

  /** How many pairs of a question and what answers it there are. */
  int pairs() {
    return questions.stream().mapToInt(asked -> asked.grades().size()).sum();
  }
}
