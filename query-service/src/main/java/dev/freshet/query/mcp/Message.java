package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A message of JSON-RPC 2.0 from a client. */
sealed interface Message {
  /** Longer ones are no names of anything. */
  int MAX_ID = 256;

  /**
   * Wants an answer.
   *
   * @param id a text or a whole number
   * @param parameters empty where it has none
   */
  record Question(JsonNode id, String method, ObjectNode parameters) implements Message {}

  /** Wants none. */
  record Notification(String method) implements Message {}

  /** An answer to a question; none are asked here, so it means nothing. */
  record Answer() implements Message {}

  /**
   * Reads one.
   *
   * @throws Refusal for what is none
   */
  static Message of(JsonNode node) {
    if (!node.isObject() || !node.path("jsonrpc").asText().equals("2.0")) {
      throw new Refusal(
          Refusal.NO_REQUEST, "this is no message: give an object with \"jsonrpc\": \"2.0\"");
    }
    JsonNode method = node.path("method");
    if (method.isMissingNode() && (node.has("result") || node.has("error"))) {
      return new Answer();
    }
    if (!method.isTextual()) {
      throw new Refusal(Refusal.NO_REQUEST, "the message has no method: give a text");
    }
    JsonNode parameters = node.path("params");
    if (!parameters.isMissingNode() && !parameters.isObject()) {
      throw new Refusal(Refusal.BAD_PARAMETERS, "\"params\" is no object: give one, or none");
    }
    if (!node.has("id")) {
      return new Notification(method.asText());
    }
    return new Question(
        id(node).orElseThrow(() -> new Refusal(Refusal.NO_REQUEST, badId())),
        method.asText(),
        parameters.isObject() ? (ObjectNode) parameters : JsonNodeFactory.instance.objectNode());
  }

  private static String badId() {
    return "\"id\": give a text of at most " + MAX_ID + " characters, or a whole number";
  }

  /** The id, where there is a good one. */
  static Optional<JsonNode> id(JsonNode node) {
    JsonNode id = node.path("id");
    boolean text = id.isTextual() && id.asText().length() <= MAX_ID;
    return text || (id.isIntegralNumber() && id.canConvertToLong())
        ? Optional.of(id)
        : Optional.empty();
  }
}
