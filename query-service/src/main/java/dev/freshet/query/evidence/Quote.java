package dev.freshet.query.evidence;

/**
 * A sentence of a source that may answer a question.
 *
 * @param source the source's number
 * @param sentence as it stands there
 * @param signals what speaks for it
 */
public record Quote(int source, String sentence, Signals signals) {
  /** How probable it is that it holds an answer, 0 to 1. */
  public double confidence() {
    return signals.confidence();
  }
}
