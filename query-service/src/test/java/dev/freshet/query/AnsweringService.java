package dev.freshet.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.completion.FakeLanguageModel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running service with documents in it, and a language model that does as it is told. */
final class AnsweringService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String QUESTION = "How many days of annual leave are there?";

  final FakeLanguageModel model = new FakeLanguageModel();
  final RunningService running;

  AnsweringService(Map<String, String> more, boolean withModel) throws Exception {
    Map<String, String> flags = new HashMap<>(withModel ? model.flags() : Map.of());
    flags.putAll(more);
    running = new RunningService(flags, 0);
    RunningService.await(running.service::ready);
    index("leave", 0, "Annual leave is 25 days a year. Unused days expire in March.");
    index("parking", 1, "The garage opens at 7 in the morning.");
  }

  /** Makes a document retrievable, and waits until it is. */
  void index(String id, long offset, String text) throws IOException, InterruptedException {
    running.index(id, offset, text, Metadata.NONE);
    Answer there =
        running.search(
            "{\"query\":\"x\",\"freshness\":{\"token\":\"documents-0@%d\"}}".formatted(offset));
    if (there.status() != 200) {
      throw new AssertionError(there.json());
    }
  }

  static String question(String more) {
    return "{\"query\":\"" + QUESTION + "\"" + more + "}";
  }

  Answer answer(String body) throws IOException, InterruptedException {
    return post("/v1/answer", body);
  }

  Answer chat(String body) throws IOException, InterruptedException {
    return post("/v1/chat/completions", body);
  }

  private Answer post(String path, String body) throws IOException, InterruptedException {
    return running.send(request(path, body));
  }

  HttpRequest.Builder request(String path, String body) {
    return running
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  /** An event of a stream. */
  record Event(String name, JsonNode data) {}

  /** The events of a whole stream; an event without a name is called data. */
  static List<Event> events(String body) throws IOException {
    List<Event> events = new ArrayList<>();
    String name = "data";
    for (String line : body.lines().toList()) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        String data = line.substring(6);
        events.add(new Event(name, data.equals("[DONE]") ? JSON.nullNode() : JSON.readTree(data)));
        name = "data";
      }
    }
    return events;
  }

  @Override
  public void close() {
    running.close();
    model.close();
  }
}
