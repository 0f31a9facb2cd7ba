package dev.freshet.evaluation.freshness;

import java.time.Instant;
import java.util.Set;

/**
 * A question whose right answer has just moved.
 *
 * @param at when it moved
 * @param page the document that tells
 * @param text the question
 * @param answer right from then on, word for word as the page has it
 * @param former every answer that was right before
 */
record MovedQuestion(Instant at, String page, String text, String answer, Set<String> former) {
  MovedQuestion {
    former = Set.copyOf(former);
  }

  /** The question on its page, whenever it is asked. */
  String key() {
    return page + "\n" + text;
  }
}
