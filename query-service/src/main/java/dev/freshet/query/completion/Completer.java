package dev.freshet.query.completion;

import java.time.Duration;
import java.util.function.Consumer;

/** Completes prompts. Called from many threads. */
@FunctionalInterface
public interface Completer {
  /**
   * Completes one; returns when the text has ended. An interrupt ends the call upstream too.
   *
   * @param maxTokens of the text, at least 1
   * @param patience how long it may take in all
   * @param pieces is given the text as it comes
   * @throws dev.freshet.common.failure.Outage where the model does not answer or breaks off
   * @throws dev.freshet.query.exchange.Problem where it will not take the prompt
   */
  Completion complete(Prompt prompt, int maxTokens, Duration patience, Consumer<String> pieces);
}
