package dev.freshet.query.context;

import dev.freshet.query.exchange.Fields;
import dev.freshet.query.retrieval.SearchRequest;
import java.util.List;
import java.util.Locale;

/**
 * Context wanted.
 *
 * @param search what to look for; its limit is how many passages are looked at
 * @param tokenBudget how many tokens the text has at most, citations' headings included
 * @param suspicious what becomes of passages that try to instruct the model
 * @param counting by which tokenizer the budget is counted
 */
public record ContextRequest(
    SearchRequest search, int tokenBudget, Suspicious suspicious, Counting counting) {

  /** Counted by the tokenizer of the embedding model. */
  public ContextRequest(SearchRequest search, int tokenBudget, Suspicious suspicious) {
    this(search, tokenBudget, suspicious, Counting.MODEL);
  }

  /** What becomes of passages that try to instruct the model. */
  public enum Suspicious {
    /** They are fenced and flagged. */
    FENCE,
    /** They are left out. */
    OMIT;

    /** The field of a request that says it. */
    public static final String FIELD = "suspicious";

    /**
     * What a request says; fenced where it says nothing.
     *
     * @throws dev.freshet.query.exchange.Problem where it says something else
     */
    public static Suspicious read(Fields request) {
      return request.choice(FIELD, List.of(values()), Suspicious::label);
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What tokens are counted by. */
  public enum Counting {
    /** The tokenizer of the embedding model that serves. */
    MODEL,
    /** OpenAI's encoding of the models of 2023. */
    CL100K_BASE,
    /** OpenAI's encoding of the models since 2024. */
    O200K_BASE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
