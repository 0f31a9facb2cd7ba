package dev.freshet.query.context;

import dev.freshet.query.retrieval.SearchRequest;

/**
 * Context wanted.
 *
 * @param search what to look for; its limit is how many passages are looked at
 * @param tokenBudget how many tokens the text has at most, citations' headings included
 * @param suspicious what becomes of passages that try to instruct the model
 */
public record ContextRequest(SearchRequest search, int tokenBudget, Suspicious suspicious) {
  /** What becomes of passages that try to instruct the model. */
  public enum Suspicious {
    /** They are fenced and flagged. */
    FENCE,
    /** They are left out. */
    OMIT
  }
}
