package dev.freshet.query.evidence;

import java.util.List;

/**
 * A sentence of an answer, held against what it cites.
 *
 * @param text with its marks
 * @param citations the numbers it cites, in order; empty: it cites nothing
 * @param support by all that it cites together
 * @param supported whether that is enough
 */
public record CheckedSentence(
    String text, List<Integer> citations, Support support, boolean supported) {
  /** Copies the list. */
  public CheckedSentence {
    citations = List.copyOf(citations);
  }
}
