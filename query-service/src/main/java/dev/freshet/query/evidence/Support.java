package dev.freshet.query.evidence;

import java.util.List;

/**
 * What a source does for a sentence.
 *
 * @param coverage the share of the sentence's words that the source has, 0 to 1
 * @param missing numbers, names and addresses of the sentence that the source does not have
 * @param negated one of them denies what the other one says, as far as words tell
 */
public record Support(double coverage, List<String> missing, boolean negated) {
  /** Copies the list. */
  public Support {
    missing = List.copyOf(missing);
  }

  /** There is no source. */
  static final Support NONE = new Support(0, List.of(), false);

  /**
   * Whether the source supports the sentence. A denial is noted and does not decide: of sentences
   * that are right one in twenty seems to be one.
   *
   * @param least coverage that is needed
   */
  public boolean holds(double least) {
    return coverage >= least && missing.isEmpty();
  }
}
