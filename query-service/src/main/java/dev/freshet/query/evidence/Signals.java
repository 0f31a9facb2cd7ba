package dev.freshet.query.evidence;

/**
 * What speaks for a sentence as an answer to a question; each 0 to 1.
 *
 * @param words how much of the question's words the sentence has, rare ones counting more
 * @param around the same of the sentence with its heading and its passage
 * @param names how many of the question's names and numbers the passage has; 1 where it has none
 * @param meaning the cosine of question and sentence
 * @param expected 1 where it has the kind of thing that is asked for (a time, a number, a name), or
 *     none of these is asked for; else 0
 */
public record Signals(double words, double around, double names, double meaning, double expected) {
  // Of a logistic regression, with the bundled model: docs/decisions/0017.
  private static final double BIAS = -14.4;
  private static final double WORDS = 4.8;
  private static final double AROUND = 2;
  private static final double NAMES = 2.1;
  private static final double MEANING = 12;
  private static final double EXPECTED = .9;

  /**
   * How probable it is that the sentence holds an answer, 0 to 1, as measured on one collection.
   */
  public double confidence() {
    double sum =
        BIAS
            + WORDS * words
            + AROUND * around
            + NAMES * names
            + MEANING * meaning
            + EXPECTED * expected;
    return 1 / (1 + Math.exp(-sum));
  }
}
