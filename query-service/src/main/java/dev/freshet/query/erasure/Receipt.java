package dev.freshet.query.erasure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Writes what is known of a document's whereabouts after its end was published. */
final class Receipt {
  private Receipt() {}

  /**
   * @param gone whether nobody is shown it any more
   * @param policies of the topics; empty: Kafka does not tell
   */
  static ObjectNode of(
      String id,
      Position token,
      Instant now,
      boolean gone,
      String prefix,
      Optional<Map<String, Policy>> policies) {
    ObjectNode receipt = JsonNodeFactory.instance.objectNode();
    receipt.put("id", id).put("source", token.topic()).put("token", token.token());
    receipt.put("time", now.truncatedTo(ChronoUnit.MILLIS).toString()).put("retrievable", !gone);
    ArrayNode places = receipt.putArray("places");
    place(
        places,
        "answers",
        gone ? "gone" : "pending",
        gone
            ? "no query, by any door, is answered from it"
            : "the deletion is durable and not applied yet: wait for the token");
    place(
        places,
        "store",
        gone ? "ending" : "pending",
        "its passages are removed index.retention after the deletion is applied; on Lucene they"
            + " leave the disk when their segment is merged");
    place(
        places,
        "parse memo",
        "unknown",
        "each ingest service may keep what it read of the file in parse.memo-directory until"
            + " parse.memo-age after its last use: empty that folder to be certain");
    if (policies.isEmpty()) {
      place(places, "topics", "unknown", "Kafka did not tell the settings of its topics");
    }
    policies
        .orElse(Map.of())
        .forEach(
            (topic, policy) -> {
              ObjectNode place =
                  place(places, "topic " + topic, "ending", policy.rule())
                      .put("holds", holds(topic, prefix));
              place.put(
                  "goneBy",
                  policy
                      .goneBy(now)
                      .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                      .orElse(null));
            });
    return receipt;
  }

  private static ObjectNode place(ArrayNode places, String name, String state, String rule) {
    return places.addObject().put("place", name).put("state", state).put("rule", rule);
  }

  private static String holds(String topic, String prefix) {
    String stem = topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
    if (stem.startsWith("parsed") || stem.startsWith("embedded.")) {
      return "the text of older versions";
    }
    if (stem.startsWith("index-events")) {
      return "id, title and metadata of older versions";
    }
    if (stem.startsWith("permissions")) {
      return "id and access list";
    }
    if (stem.startsWith("audit")) {
      return "the id, in records of queries that it answered; queries as audit.text says";
    }
    if (stem.startsWith("feedback")) {
      return "the id, in what users said of it; their own words where they wrote any";
    }
    return stem.startsWith("dead-letters") || stem.startsWith("documents.slow")
        ? "the bytes of versions that came there, if any did"
        : "the bytes of older versions";
  }
}
