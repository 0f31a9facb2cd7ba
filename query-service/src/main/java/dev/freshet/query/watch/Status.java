package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the registered watches of one partition are, as their owner last said.
 *
 * @param at when
 * @param cursor how far all of them are, but for those behind
 * @param behind cursors of those that are not so far, by id
 * @param failing those whose target fails, by id
 */
record Status(
    Instant at, String cursor, Map<String, String> behind, Map<String, Delivery.Failing> failing) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Status {
    behind = Map.copyOf(behind);
    failing = Map.copyOf(failing);
  }

  byte[] encode() {
    ObjectNode node = JSON.createObjectNode();
    node.put("at", at.toString());
    node.put("cursor", cursor);
    ObjectNode late = node.putObject("behind");
    behind.forEach(late::put);
    ObjectNode bad = node.putObject("failing");
    failing.forEach(
        (id, one) ->
            bad.putObject(id)
                .put("since", one.since().toString())
                .put("error", one.error())
                .put("dropped", one.dropped()));
    return Reply.bytes(node);
  }

  /**
   * @throws IllegalArgumentException where it is none of ours
   */
  static Status decode(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Map<String, String> behind = new HashMap<>();
      node.required("behind")
          .properties()
          .forEach(one -> behind.put(one.getKey(), one.getValue().asText()));
      Map<String, Delivery.Failing> failing = new HashMap<>();
      node.required("failing")
          .properties()
          .forEach(
              one ->
                  failing.put(
                      one.getKey(),
                      new Delivery.Failing(
                          Instant.parse(one.getValue().required("since").asText()),
                          one.getValue().required("error").asText(),
                          one.getValue().required("dropped").asLong())));
      return new Status(
          Instant.parse(node.required("at").asText()),
          node.required("cursor").asText(),
          behind,
          failing);
    } catch (IOException e) {
      throw new IllegalArgumentException("no status of watches", e);
    }
  }
}
