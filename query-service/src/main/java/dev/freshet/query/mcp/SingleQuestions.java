package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protocol without handshake (its revision 2026-07-28), which the library does not speak yet:
 * every question stands alone, says its revision and repeats method and name in headers; results
 * say that they are complete, and lists for how long they hold. What the tools do is the library's.
 */
final class SingleQuestions {
  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  private static final String SERVER = "io.modelcontextprotocol/serverInfo";

  /** The list of tools changes with a release only. */
  private static final int LIST_HOLDS_MILLIS = 60_000;

  private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?([A-Za-z0-9+/=]*)\\?=");

  private final Library library;
  private final String instructions;
  private final String version;

  SingleQuestions(Library library, String instructions, String version) {
    this.library = library;
    this.instructions = instructions;
    this.version = version;
  }

  /**
   * The answer.
   *
   * @throws Refusal for what is no such question
   */
  ObjectNode ask(Request http, Message.Question question) {
    check(http, question);
    return switch (question.method()) {
      case "server/discover" -> result(question, discovered());
      case "tools/list", "tools/call" -> library(http, question);
      default ->
          throw new Refusal(Refusal.NO_METHOD, "there is no method of this name in this revision");
    };
  }

  private static void check(Request http, Message.Question question) {
    JsonNode meta = question.parameters().path("_meta");
    if (!meta.path(Revisions.MEMBER).isTextual() || !meta.path(CAPABILITIES).isObject()) {
      throw new Refusal(
          Refusal.BAD_PARAMETERS,
          "\"_meta\" lacks " + Revisions.MEMBER + " or " + CAPABILITIES + ": give both");
    }
    require(http, "Mcp-Method", question.method());
    if (question.method().equals("tools/call") && question.parameters().path("name").isTextual()) {
      require(http, "Mcp-Name", question.parameters().get("name").asText());
    }
  }

  private static void require(Request http, String header, String value) {
    if (http.header(header).map(SingleQuestions::decoded).filter(value::equals).isEmpty()) {
      throw new Refusal(
          Refusal.HEADER_MISMATCH,
          "the header " + header + " does not say what the message says: give both alike");
    }
  }

  /** What no header could carry is sent in Base64. */
  private static String decoded(String header) {
    Matcher encoded = ENCODED.matcher(header.strip());
    if (!encoded.matches()) {
      return header.strip();
    }
    try {
      return new String(Base64.getDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return header;
    }
  }

  private ObjectNode discovered() {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    Revisions.spoken(found.putArray("supportedVersions"));
    found.putObject("capabilities").putObject("tools");
    found.put("instructions", instructions);
    return holds(found);
  }

  private ObjectNode library(Request http, Message.Question question) {
    ObjectNode answer = library.ask(http, question);
    if (answer.get("result") instanceof ObjectNode result) {
      return result(question, question.method().equals("tools/list") ? holds(result) : result);
    }
    return answer;
  }

  private static ObjectNode holds(ObjectNode list) {
    return list.put("ttlMs", LIST_HOLDS_MILLIS).put("cacheScope", "private");
  }

  private ObjectNode result(Message.Question question, ObjectNode result) {
    result.put("resultType", "complete");
    ObjectNode meta =
        result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
    meta.putObject(SERVER).put("name", Library.NAME).put("version", version);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", question.id());
    answer.set("result", result);
    return answer;
  }

  /** The HTTP status of an answer in this revision. */
  static int status(ObjectNode answer) {
    return Optional.ofNullable(answer.get("error"))
        .map(error -> error.path("code").asInt())
        .map(code -> code == Refusal.NO_METHOD ? 404 : code == Refusal.BUG ? 200 : 400)
        .orElse(200);
  }
}
