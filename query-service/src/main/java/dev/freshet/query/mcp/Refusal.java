package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Why a message is not answered: an error of JSON-RPC 2.0, by its code. */
final class Refusal extends RuntimeException {
  static final int NO_JSON = -32700;
  static final int NO_REQUEST = -32600;
  static final int NO_METHOD = -32601;
  static final int BAD_PARAMETERS = -32602;
  static final int BUG = -32603;

  /** Of the protocol itself, since its revision 2026-07-28. */
  static final int HEADER_MISMATCH = -32020;

  /** Of the protocol itself, since its revision 2026-07-28. */
  static final int UNSUPPORTED_REVISION = -32022;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient Optional<ObjectNode> data;

  /**
   * @param code of JSON-RPC
   * @param message for a person: what is wrong and what to do
   */
  Refusal(int code, String message) {
    this(code, message, Optional.empty());
  }

  /**
   * @param data for a program
   */
  Refusal(int code, String message, Optional<ObjectNode> data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  int code() {
    return code;
  }

  /** The answer to the message of that id; null where the id is not known. */
  ObjectNode answer(JsonNode id) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
    ObjectNode error = answer.putObject("error").put("code", code).put("message", getMessage());
    data.ifPresent(given -> error.set("data", given));
    return answer;
  }
}
