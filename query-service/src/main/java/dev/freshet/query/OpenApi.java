package dev.freshet.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The contract, written by hand: {@code openapi.json}, and a part of its own for each room that was
 * added to it, with {@code paths} and {@code components}. What two parts both define is a bug.
 */
final class OpenApi {
  /** The parts, by file name in {@code /openapi/}. */
  private static final List<String> PARTS =
      List.of(
          "access",
          "answer",
          "audit",
          "context",
          "dashboard",
          "diagnosis",
          "erasure",
          "feedback",
          "journey",
          "mcp",
          "quality",
          "verify",
          "watch");

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Reply reply;

  OpenApi() {
    ObjectNode contract = read("/openapi.json");
    PARTS.forEach(part -> add(contract, read("/openapi/" + part + ".json"), part));
    reply = Reply.json(200, Reply.JSON, Map.of("Cache-Control", "no-cache"), contract);
  }

  /** Objects are joined, anything else must be new. */
  private static void add(ObjectNode to, ObjectNode part, String place) {
    for (Map.Entry<String, JsonNode> entry : part.properties()) {
      JsonNode there = to.get(entry.getKey());
      if (there == null) {
        to.set(entry.getKey(), entry.getValue());
      } else if (there instanceof ObjectNode known && entry.getValue() instanceof ObjectNode more) {
        add(known, more, place + "." + entry.getKey());
      } else {
        throw new IllegalStateException(place + "." + entry.getKey() + " is defined twice");
      }
    }
  }

  private static ObjectNode read(String resource) {
    try (InputStream in = OpenApi.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  Reply reply() {
    return reply;
  }
}
