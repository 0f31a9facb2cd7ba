package dev.freshet.query.context;

import dev.freshet.query.retrieval.View;
import java.util.List;

/**
 * What goes into a prompt.
 *
 * @param text the numbered sources
 * @param tokens how many tokens the text has, by the tokenizer that the budget is counted in
 * @param citations in the order of their numbers
 * @param view as of what it was retrieved
 */
public record Context(String text, int tokens, List<Citation> citations, View view) {
  /** Copies the list. */
  public Context {
    citations = List.copyOf(citations);
  }
}
