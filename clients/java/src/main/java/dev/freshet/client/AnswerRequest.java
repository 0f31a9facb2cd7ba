package dev.freshet.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An answer wanted. What is left out is the service's default.
 *
 * @param search the question, and where to look for what answers it
 * @param tokenBudget how many tokens of context the model gets
 * @param maxTokens how many tokens the answer may have
 * @param deadline how long the service may take
 */
public record AnswerRequest(
    Search search, OptionalInt tokenBudget, OptionalInt maxTokens, Optional<Duration> deadline) {
  /** An answer by the service's defaults. */
  public static AnswerRequest of(Search search) {
    return new AnswerRequest(search, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** The same with so many tokens of context. */
  public AnswerRequest tokenBudget(int most) {
    return new AnswerRequest(search, OptionalInt.of(most), maxTokens, deadline);
  }

  /** The same with an answer of at most so many tokens. */
  public AnswerRequest maxTokens(int most) {
    return new AnswerRequest(search, tokenBudget, OptionalInt.of(most), deadline);
  }

  /** The same within this time. */
  public AnswerRequest deadline(Duration most) {
    return new AnswerRequest(search, tokenBudget, maxTokens, Optional.of(most));
  }

  ObjectNode json(boolean stream) {
    ObjectNode body = search.json().put("stream", stream);
    tokenBudget.ifPresent(most -> body.put("tokenBudget", most));
    maxTokens.ifPresent(most -> body.put("maxTokens", most));
    deadline.ifPresent(most -> body.put("deadlineMs", most.toMillis()));
    return body;
  }

  /** The call; it may take as long as the service was asked to wait and to work. */
  Call call(boolean stream) {
    Duration longer = search.patience().orElse(Duration.ZERO).plus(deadline.orElse(Duration.ZERO));
    Call call = Call.ask("/v1/answer", json(stream), Optional.of(longer));
    return call.header("Accept", stream ? "text/event-stream" : "application/json");
  }
}
