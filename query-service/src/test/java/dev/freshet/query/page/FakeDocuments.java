package dev.freshet.query.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The documents of the fake service: one passage each, found by its words. A file whose text says
 * "encrypted" fails; where an older version was, it stands.
 */
final class FakeDocuments {
  private static final JsonMapper JSON = new JsonMapper();

  private final SequencedMap<String, ObjectNode> documents = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private int offset;

  synchronized JsonNode publish(String id, String filename, String text) {
    ObjectNode before = documents.get(id);
    ObjectNode doc = recorded(id, filename, text);
    if (text.contains("encrypted")) {
      doc.put("state", "dead").putNull("freshnessMs").put("bytes", 0);
      doc.putObject("failure")
          .put("stage", "parse")
          .put("reason", "encrypted")
          .put("message", "The document is protected by a password.");
      if (before != null) {
        doc.putObject("standing").put("version", before.get("version").asText()).put("passages", 1);
      }
    } else {
      texts.put(id, text);
    }
    documents.putFirst(id, doc);
    return JSON.createObjectNode().put("id", id).put("token", "documents-0@" + offset);
  }

  private ObjectNode recorded(String id, String filename, String text) {
    Instant now = Instant.now();
    long micros = now.toEpochMilli() * 1000;
    ObjectNode doc = JSON.createObjectNode();
    doc.put("id", id).put("source", "documents").put("state", "indexed");
    doc.put("version", "documents-0@" + ++offset).put("filename", filename);
    doc.putNull("title").put("contentType", "text/plain").put("bytes", text.length());
    doc.put("sourceUri", "https://intranet.example.org/files/" + offset);
    doc.put("passages", 1).put("embedded", 1).put("reused", 0).put("freshnessMs", 118);
    doc.put("publishedAt", now.toString()).put("recordedAt", now.toString());
    doc.putObject("meta").put("team", "legal");
    ArrayNode stages = doc.putArray("stages");
    long at = micros;
    for (Map.Entry<String, Integer> stage :
        List.of(Map.entry("parse", 31), Map.entry("embed", 64), Map.entry("index", 12))) {
      long end = at + stage.getValue() * 1000L;
      stages.addObject().put("stage", stage.getKey()).put("startMicros", at).put("endMicros", end);
      at = end + 3000;
    }
    return doc;
  }

  synchronized JsonNode delete(String id) {
    documents.get(id).put("state", "deleted");
    texts.remove(id);
    return JSON.createObjectNode().put("id", id).put("token", "documents-0@" + ++offset);
  }

  synchronized Optional<JsonNode> get(String id) {
    return Optional.ofNullable(documents.get(id)).map(doc -> withTwins(id, doc));
  }

  private ObjectNode withTwins(String id, ObjectNode doc) {
    ObjectNode whole = doc.deepCopy();
    ArrayNode twins = whole.putArray("nearDuplicates");
    texts.forEach(
        (other, text) -> {
          if (!other.equals(id) && text.equals(texts.get(id))) {
            twins.addObject().put("id", other).put("source", "documents").put("similarity", .984);
          }
        });
    return whole;
  }

  /** The versions of one that is there; of "under way" that it is on its way. */
  synchronized Optional<JsonNode> journey(String id) {
    ObjectNode journey = JSON.createObjectNode().put("id", id).put("source", "documents");
    journey.putObject("underWay").put("looked", 1).put("left", 0);
    ArrayNode versions = journey.putArray("versions");
    if (id.equals("under way")) {
      ObjectNode one = versions.addObject().put("version", "documents-0@99");
      one.put("state", "in-flight").put("deletes", false).put("stands", false);
      one.put("recordedAt", Instant.now().toString()).putNull("freshnessMs");
      one.put("text", "It waits to be parsed, or is being parsed, behind 7 records.");
      one.put("waitingMs", 1200).putObject("estimate").put("seconds", 2.4).put("by", "pace");
      one.putArray("stages");
      return Optional.of(journey);
    }
    ObjectNode doc = documents.get(id);
    if (doc == null) {
      return Optional.empty();
    }
    ObjectNode one = versions.addObject().put("deletes", false).put("stands", true);
    one.set("version", doc.get("version"));
    one.set("state", doc.get("state"));
    one.set("recordedAt", doc.get("recordedAt"));
    one.set("freshnessMs", doc.get("freshnessMs"));
    boolean dead = doc.get("state").asText().equals("dead");
    one.put("text", dead ? "It died in stage parse." : "It is retrievable.");
    ArrayNode stages = one.putArray("stages");
    for (JsonNode stage : doc.get("stages")) {
      ObjectNode told = stages.addObject();
      told.setAll((ObjectNode) stage);
      long micros = stage.get("endMicros").asLong() - stage.get("startMicros").asLong();
      told.put("waitedMs", 3.0).put("ms", micros / 1000.0).put("machine", "worker-1");
    }
    return Optional.of(journey);
  }

  /** Copies are only on the second page. */
  synchronized JsonNode list(String state, String signal, String words, String cursor) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("documents");
    ObjectNode counts = answer.putObject("counts");
    for (ObjectNode doc : documents.values()) {
      String its = doc.get("state").asText();
      counts.put(its, counts.path(its).asInt() + 1);
      boolean asked = signal.isEmpty() || (signal.equals("near-duplicate") && isCopy(doc, cursor));
      if (asked
          && (state.isEmpty() || state.equals(its))
          && doc.get("id").asText().contains(words)) {
        list.add(doc);
      }
    }
    boolean first = signal.equals("near-duplicate") && cursor.isEmpty();
    answer.put("next", first ? "second" : null);
    return answer;
  }

  private boolean isCopy(ObjectNode doc, String cursor) {
    String id = doc.get("id").asText();
    return !cursor.isEmpty() && !withTwins(id, doc).get("nearDuplicates").isEmpty();
  }

  synchronized JsonNode search(JsonNode request) {
    String query = request.get("query").asText();
    ObjectNode answer = JSON.createObjectNode().put("tookMs", 7.4);
    ArrayNode results = answer.putArray("results");
    texts.forEach(
        (id, text) -> {
          ArrayNode ranges = highlights(text, query);
          if (!ranges.isEmpty()) {
            result(results.addObject(), id, text).set("highlights", ranges);
          }
        });
    if (request.has("facets")) {
      ObjectNode kinds = answer.putObject("facets").putObject("contentType");
      kinds.put("other", 0).put("missing", 0);
      ObjectNode kind = kinds.putArray("values").addObject();
      kind.put("value", "text/plain").put("documents", texts.size());
    }
    answer.putObject("freshness").put("ageSeconds", 0.4).putObject("watermark");
    return answer;
  }

  private ObjectNode result(ObjectNode result, String id, String text) {
    result.set("document", documents.get(id));
    double score = 0.9 / (1 + result.size() + texts.size() - text.length() % 3);
    result.put("score", score).putObject("scores").put("dense", 0.81).putNull("sparse");
    ObjectNode passage = result.putObject("passage").put("text", text).put("page", 3);
    passage.putArray("headingPath").add("Handbook").add("Leave");
    return passage.put("heading", "Leave").put("ordinal", 0);
  }

  private static ArrayNode highlights(String text, String query) {
    ArrayNode ranges = JSON.createArrayNode();
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : query.toLowerCase(Locale.ROOT).split(" +", -1)) {
      for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        ranges.addArray().add(at).add(at + word.length());
      }
    }
    return ranges;
  }

  synchronized JsonNode flow() {
    ObjectNode flow = JSON.createObjectNode().put("publishedLastMinute", offset);
    ArrayNode stages = flow.putArray("stages");
    stages.addObject().put("stage", "parse").put("waiting", 0).put("medianMs", 31).put("p95Ms", 90);
    stages.addObject().put("stage", "embed").put("waiting", 2).put("medianMs", 64).put("p95Ms", 99);
    stages.addObject().put("stage", "index").put("waiting", 0).put("medianMs", 12).put("p95Ms", 30);
    flow.put("passages", texts.size()).put("embedded", 320).put("reused", 884);
    flow.put("parsed", 60).put("parsesSpared", 140);
    flow.put("lagRecords", 2).put("lastFreshnessMs", 118);
    flow.putObject("freshness").put("p50Ms", 121).put("p95Ms", 240);
    return flow;
  }
}
