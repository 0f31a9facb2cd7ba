package dev.freshet.query.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The dead letters of the fake service, in pages of 20. Those of a bad header cannot be replayed.
 */
final class FakeLetters {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 20;

  final List<String> replayed = new CopyOnWriteArrayList<>();
  final List<String> dropped = new CopyOnWriteArrayList<>();
  volatile boolean refused;

  private final SequencedMap<String, ObjectNode> letters = new LinkedHashMap<>();
  private int offset;

  void add(String id, String reason) {
    add(id, reason, "what the parser said");
  }

  synchronized void add(String id, String reason, String message) {
    boolean bad = reason.equals("bad-header");
    String position = "freshet.dead-letters-0@" + offset;
    ObjectNode letter = JSON.createObjectNode();
    letter.put("position", position).put("time", Instant.now().toString()).put("id", id);
    letter.put("tenant", "default").put("source", "documents");
    letter.put("version", "documents-0@" + offset++).put("stage", "parse").put("reason", reason);
    letter.put("message", message).put("attempt", 2).put("bytes", 12_345);
    letter.put("replayable", !bad).put("obstacle", bad ? "mend the header" : null);
    letters.putFirst(position, letter);
  }

  synchronized JsonNode list(String cursor) {
    List<ObjectNode> all = List.copyOf(letters.values());
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(from + PAGE, all.size());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("letters");
    all.subList(from, to).forEach(page::add);
    return answer.put("next", to < all.size() ? Integer.toString(to) : null);
  }

  /** Leaves a letter without its bytes, as where Kafka no longer had them. */
  synchronized void loseBytes(String id) {
    letters.values().stream()
        .filter(letter -> letter.get("id").asText().equals(id))
        .forEach(letter -> letter.putNull("bytes"));
  }

  static byte[] bytesOf(String position) {
    return ("\0\377 of " + position).getBytes(StandardCharsets.ISO_8859_1);
  }

  synchronized JsonNode drop(String position) {
    dropped.add(letters.remove(position).get("id").asText());
    return JSON.createObjectNode().put("position", position).put("dropped", true);
  }

  /** One, or so many at a time that it takes several answers to replay all. */
  synchronized JsonNode replay(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode not = answer.putArray("notReplayed");
    List<String> wanted =
        request.has("position")
            ? List.of(request.get("position").asText())
            : new ArrayList<>(letters.keySet());
    int start = request.path("cursor").asInt(0);
    int before = replayed.size();
    String next = null;
    for (String position : wanted.subList(Math.min(start, wanted.size()), wanted.size())) {
      ObjectNode letter = letters.get(position);
      if (replayed.size() - before == PAGE) {
        next = Integer.toString(not.size() + start);
        break;
      }
      if (letter.get("replayable").asBoolean()) {
        replayed.add(letters.remove(position).get("id").asText());
      } else {
        not.addObject().put("position", position);
      }
    }
    return answer.put("replayed", replayed.size() - before).put("next", next);
  }
}
