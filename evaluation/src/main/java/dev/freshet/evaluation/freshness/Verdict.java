package dev.freshet.evaluation.freshness;

import java.util.List;
import java.util.regex.Pattern;

/** What the text that a model would be given says to a question. */
enum Verdict {
  /** The page's passages have the answer that is right now. */
  RIGHT("a"),
  /** They have one that was right before, and not the one that is. */
  OUTDATED("b"),
  /** They have neither, or nothing of the page was found. */
  MISSING("c");

  private final String colour;

  Verdict(String colour) {
    this.colour = colour;
  }

  /** Its class in plots. */
  String colour() {
    return colour;
  }

  /**
   * Judges by the words alone: an answer stands in a text where no letter, digit, dot or hyphen
   * goes on from it, so that 1.2 does not stand in 1.2.3 nor in 11.2.
   *
   * @param texts those of the question's own page that were found
   */
  static Verdict of(MovedQuestion question, List<String> texts) {
    if (texts.stream().anyMatch(text -> stands(question.answer(), text))) {
      return RIGHT;
    }
    boolean before =
        question.former().stream().anyMatch(was -> texts.stream().anyMatch(t -> stands(was, t)));
    return before ? OUTDATED : MISSING;
  }

  private static boolean stands(String answer, String text) {
    return text.contains(answer)
        && Pattern.compile(
                "(?<![\\p{L}\\p{N}.-])"
                    + Pattern.quote(answer)
                    + "(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])")
            .matcher(text)
            .find();
  }
}
