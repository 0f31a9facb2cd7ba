package dev.freshet.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Completion.Usage;
import dev.freshet.query.exchange.Problem;
import java.util.Locale;

/**
 * OpenAI's chat completions as JSON.
 *
 * @param id of the answer
 * @param created seconds since 1970
 */
record ChatJson(String id, long created) {
  private ObjectNode node(String object) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", "chatcmpl-" + id);
    node.put("object", object);
    node.put("created", created);
    node.put("model", ChatReader.MODEL);
    return node;
  }

  /** The whole answer at once. */
  ObjectNode whole(Answer answer) {
    ObjectNode node = node("chat.completion");
    ObjectNode choice = node.putArray("choices").addObject();
    choice.put("index", 0);
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant");
    message.put("content", answer.body().text());
    message.putNull("refusal");
    choice.putNull("logprobs");
    choice.put("finish_reason", finish(answer));
    usage(node.putObject("usage"), answer.body().usage());
    node.set("freshet", AnswerJson.answer(answer));
    return node;
  }

  /** The first event of a stream. */
  ObjectNode begin() {
    ObjectNode node = node("chat.completion.chunk");
    choice(node).put("role", "assistant").put("content", "");
    return node;
  }

  /** More of the text. */
  ObjectNode text(String piece) {
    ObjectNode node = node("chat.completion.chunk");
    choice(node).put("content", piece);
    return node;
  }

  /** The end of the text, with all that is known of it. */
  ObjectNode end(Answer answer) {
    ObjectNode node = node("chat.completion.chunk");
    choice(node);
    ((ObjectNode) node.at("/choices/0")).put("finish_reason", finish(answer));
    node.set("freshet", AnswerJson.answer(answer));
    return node;
  }

  /** What was used, for who asked for it. */
  ObjectNode usage(Answer answer) {
    ObjectNode node = node("chat.completion.chunk");
    node.putArray("choices");
    usage(node.putObject("usage"), answer.body().usage());
    return node;
  }

  private static ObjectNode choice(ObjectNode node) {
    ArrayNode choices = node.putArray("choices");
    ObjectNode choice = choices.addObject();
    choice.put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    choice.putNull("finish_reason");
    return delta;
  }

  private static void usage(ObjectNode node, Usage usage) {
    node.put("prompt_tokens", usage.prompt());
    node.put("completion_tokens", usage.completion());
    node.put("total_tokens", usage.prompt() + usage.completion());
  }

  private static String finish(Answer answer) {
    return switch (answer.body().finish().orElse(Finish.STOP)) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case WITHHELD -> "content_filter";
    };
  }

  /** An error as OpenAI's clients read it. */
  static ObjectNode error(Problem problem) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", problem.getMessage());
    error.put("type", problem.status() < 500 ? "invalid_request_error" : "server_error");
    Object field = problem.members().get("field");
    error.put("param", field == null ? null : field.toString());
    error.put("code", problem.title().toLowerCase(Locale.ROOT).replace(' ', '_'));
    return error;
  }
}
