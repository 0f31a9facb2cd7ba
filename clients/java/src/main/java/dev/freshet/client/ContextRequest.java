package dev.freshet.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Context wanted for a prompt. What is left out is the service's default.
 *
 * @param search what to look for; its limit is how many passages are looked at
 * @param tokenBudget how many tokens the text may have
 * @param suspicious what becomes of passages that try to instruct a model
 */
public record ContextRequest(
    Search search, OptionalInt tokenBudget, Optional<Suspicious> suspicious) {
  /** What becomes of passages that try to instruct a model. */
  public enum Suspicious {
    /** They are fenced and flagged. */
    FENCE,
    /** They are left out. */
    OMIT
  }

  /** Context by the service's defaults. */
  public static ContextRequest of(Search search) {
    return new ContextRequest(search, OptionalInt.empty(), Optional.empty());
  }

  /** The same within so many tokens. */
  public ContextRequest tokenBudget(int most) {
    return new ContextRequest(search, OptionalInt.of(most), suspicious);
  }

  /** The same with this done to what is suspicious. */
  public ContextRequest suspicious(Suspicious what) {
    return new ContextRequest(search, tokenBudget, Optional.of(what));
  }

  ObjectNode json() {
    ObjectNode body = search.json();
    tokenBudget.ifPresent(most -> body.put("tokenBudget", most));
    suspicious.ifPresent(what -> body.put("suspicious", what.name().toLowerCase(Locale.ROOT)));
    return body;
  }
}
