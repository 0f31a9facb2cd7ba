package dev.freshet.query.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Completion.Usage;
import java.util.Optional;

/** OpenAI's chat completions as JSON. */
final class Wire {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  /**
   * One event, or a whole answer.
   *
   * @param text more of the text, maybe none
   * @param finish why it ends, where this is its end
   * @param usage where it tells
   */
  record Event(String text, Optional<Finish> finish, Optional<Usage> usage) {}

  /** It is of another form, or tells an error. */
  static final class Garbage extends Exception {
    private static final long serialVersionUID = 1L;

    Garbage(String message) {
      super(message);
    }
  }

  static String request(CompletionSettings settings, Prompt prompt, int maxTokens) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", settings.model());
    ArrayNode messages = body.putArray("messages");
    for (Prompt.Message message : prompt.messages()) {
      messages.addObject().put("role", message.role().label()).put("content", message.text());
    }
    switch (settings.dialect()) {
      case CLASSIC -> body.put("max_tokens", maxTokens).put("temperature", 0);
      case REASONING -> body.put("max_completion_tokens", maxTokens);
    }
    body.put("stream", true).putObject("stream_options").put("include_usage", true);
    return body.toString();
  }

  /**
   * @param part what holds the text: {@code delta} of a stream's event, {@code message} of an
   *     answer at once
   */
  static Event read(String json, String part) throws Garbage {
    JsonNode tree = tree(json);
    if (tree.hasNonNull("error")) {
      throw new Garbage("it told an error in the midst of its answer");
    }
    JsonNode choice = tree.path("choices").path(0);
    if (choice.isMissingNode() && !tree.path("choices").isArray()) {
      throw new Garbage("its answer has no choices");
    }
    JsonNode text = choice.path(part).path("content");
    return new Event(
        text.isTextual() ? text.asText() : "",
        choice.hasNonNull("finish_reason")
            ? Optional.of(finish(choice.get("finish_reason").asText()))
            : Optional.empty(),
        usage(tree.path("usage")));
  }

  private static JsonNode tree(String json) throws Garbage {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree == null || !tree.isObject()) {
        throw new Garbage("its answer is no JSON object");
      }
      return tree;
    } catch (JsonProcessingException _) {
      throw new Garbage("its answer is no JSON");
    }
  }

  private static Finish finish(String reason) {
    return switch (reason) {
      case "length" -> Finish.LENGTH;
      case "content_filter" -> Finish.WITHHELD;
      default -> Finish.STOP;
    };
  }

  private static Optional<Usage> usage(JsonNode usage) {
    JsonNode prompt = usage.path("prompt_tokens");
    JsonNode completion = usage.path("completion_tokens");
    return prompt.canConvertToInt() && completion.canConvertToInt()
        ? Optional.of(
            new Usage(Math.max(0, prompt.asInt()), Math.max(0, completion.asInt()), false))
        : Optional.empty();
  }
}
