package dev.freshet.query.context;

import dev.freshet.query.retrieval.View;
import java.util.List;

/**
 * What goes into a prompt.
 *
 * @param text the numbered sources
 * @param tokens how many tokens the text has, by the tokenizer that the budget is counted in
 * @param citations in the order of their numbers
 * @param dropped what was retrieved and is not in the text
 * @param view as of what it was retrieved
 */
public record Context(
    String text, int tokens, List<Citation> citations, Dropped dropped, View view) {
  /** Copies the list. */
  public Context {
    citations = List.copyOf(citations);
  }

  /** Nothing was dropped. */
  public Context(String text, int tokens, List<Citation> citations, View view) {
    this(text, tokens, citations, Dropped.NONE, view);
  }

  /**
   * Passages that were retrieved and left out, by the first reason that held.
   *
   * @param suspicious they try to instruct the model, and were not wanted
   * @param nearDuplicates a better one says the same
   * @param budget they did not fit
   */
  public record Dropped(int suspicious, int nearDuplicates, int budget) {
    /** None was. */
    public static final Dropped NONE = new Dropped(0, 0, 0);
  }
}
