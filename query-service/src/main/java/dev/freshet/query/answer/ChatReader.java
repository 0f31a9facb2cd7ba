package dev.freshet.query.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.completion.Prompt.Message;
import dev.freshet.query.completion.Prompt.Role;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.retrieval.SearchReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads OpenAI's chat completions. Unlike elsewhere, fields that are not known are passed over:
 * clients send many, and new ones with each version. What would be answered wrongly without being
 * understood (tools, several choices, other forms of answers) is a problem. What is of ours stands
 * under {@code freshet}, and is read strictly.
 */
final class ChatReader {
  static final String MODEL = "freshet";
  private static final String EXAMPLE = "{\"messages\":[{\"role\":\"user\",\"content\":\"…\"}]}";
  private static final int MAX_MESSAGES = 1000;

  private final AnswerSettings settings;
  private final AnswerReader reader;

  ChatReader(AnswerSettings settings, AnswerReader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  /**
   * @param usage whether a stream ends with what was used
   */
  record Chat(AnswerRequest request, boolean usage) {}

  Chat read(Request http) {
    JsonNode body = JsonBody.read(http.body(), EXAMPLE);
    Fields fields = lenient(body, "");
    refuseOthers(fields);
    List<Message> messages = messages(fields);
    Message last = messages.getLast();
    if (last.role() != Role.USER) {
      throw Problem.field(
          "messages", "the last of \"messages\" is not the user's: it is the question");
    }
    Fields ours = ours(fields, last.text());
    Fields options =
        fields.has("stream_options")
            ? lenient(fields.get("stream_options"), "stream_options")
            : lenient(JsonNodeFactory.instance.objectNode(), "");
    AnswerRequest request =
        new AnswerRequest(
            reader.context(ours),
            last.text(),
            recent(messages.subList(0, messages.size() - 1)),
            maxTokens(fields),
            reader.patience(ours),
            AnswerReader.flag(fields, "stream", false));
    return new Chat(request, AnswerReader.flag(options, "include_usage", false));
  }

  private static Fields lenient(JsonNode node, String path) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return Fields.of(node, path, names);
  }

  private static void refuseOthers(Fields fields) {
    String model = fields.text("model").orElse(MODEL);
    if (!model.equals(MODEL)) {
      throw Problem.field("model", Spelling.unknown("model", model, List.of(MODEL)));
    }
    fields.integer("n", 1, 1, 1);
    for (String name : List.of("tools", "functions", "audio", "modalities")) {
      if (fields.has(name) && !fields.get(name).isEmpty() && !textAlone(fields.get(name))) {
        throw Problem.field(name, "\"" + name + "\" is not offered: leave it out");
      }
    }
    String form =
        fields.has("response_format")
            ? fields.get("response_format").path("type").asText("text")
            : "text";
    if (!form.equals("text")) {
      throw Problem.field("response_format", "\"response_format\" is not offered: leave it out");
    }
  }

  private static boolean textAlone(JsonNode modalities) {
    return modalities.size() == 1 && modalities.path(0).asText().equals("text");
  }

  private int maxTokens(Fields fields) {
    String name = fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    // A client's own bound is often above ours, and a bound is all that it is.
    return Math.min(
        settings.maxTokens(), fields.integer(name, settings.maxTokens(), 1, Integer.MAX_VALUE));
  }

  /** Our own fields, and the question as their query. */
  private static Fields ours(Fields fields, String question) {
    List<String> known =
        Stream.concat(
                SearchReader.FIELDS.stream().filter(name -> !name.equals("query")),
                Stream.of("tokenBudget", "suspicious", "deadlineMs"))
            .toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (fields.has("freshet")) {
      Fields.of(fields.get("freshet"), "freshet", known);
      node.setAll((ObjectNode) fields.get("freshet"));
    }
    node.put("query", question);
    return Fields.of(node, "", Stream.concat(known.stream(), Stream.of("query")).toList());
  }

  private static List<Message> messages(Fields fields) {
    JsonNode given = fields.has("messages") ? fields.get("messages") : null;
    if (given == null || !given.isArray() || given.isEmpty() || given.size() > MAX_MESSAGES) {
      throw Problem.field(
          "messages",
          "\"messages\" must be a list of 1 to " + MAX_MESSAGES + " messages, such as " + EXAMPLE);
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String path = "messages[" + i + "]";
      Fields message = lenient(given.get(i), path);
      messages.add(new Message(role(message), content(message)));
    }
    return messages;
  }

  private static Role role(Fields message) {
    return switch (message.text("role").orElse("")) {
      case "system", "developer" -> Role.SYSTEM;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default ->
          throw Problem.field(
              message.path("role"),
              "\"" + message.path("role") + "\": give system, developer, user or assistant");
    };
  }

  /** A text, or a list of parts that are texts. */
  private static String content(Fields message) {
    JsonNode content = message.get("content");
    if (content != null && content.isArray()) {
      StringBuilder text = new StringBuilder();
      for (JsonNode part : content) {
        if (!part.path("text").isTextual()) {
          throw Problem.field(
              message.path("content"),
              "\"" + message.path("content") + "\" has a part that is no text: give texts alone");
        }
        text.append(text.isEmpty() ? "" : "\n").append(part.get("text").asText());
      }
      return text.toString();
    }
    return message.text("content").orElse("");
  }

  /** The last of them that fit. */
  private List<Message> recent(List<Message> before) {
    List<Message> kept = new ArrayList<>();
    int left = settings.historyCharacters();
    for (Message message : before.reversed()) {
      left -= message.text().length();
      if (left < 0) {
        break;
      }
      if (!message.text().isEmpty()) {
        kept.addFirst(message);
      }
    }
    return kept;
  }
}
