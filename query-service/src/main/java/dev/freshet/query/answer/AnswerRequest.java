package dev.freshet.query.answer;

import dev.freshet.query.completion.Prompt.Message;
import dev.freshet.query.context.ContextRequest;
import java.time.Duration;
import java.util.List;

/**
 * A question, read.
 *
 * @param context what to look for and how much of it goes into the prompt
 * @param question as the model is asked
 * @param before a chat's earlier messages, oldest first
 * @param maxTokens of the text
 * @param patience how long all of it may take
 * @param stream whether the answer comes as events
 */
record AnswerRequest(
    ContextRequest context,
    String question,
    List<Message> before,
    int maxTokens,
    Duration patience,
    boolean stream) {
  AnswerRequest {
    before = List.copyOf(before);
  }
}
