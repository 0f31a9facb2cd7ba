package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Somebody who publishes to a running Freshet, and asks it, with or without a key. */
final class Person implements AutoCloseable {
  private static final long WITHIN_SECONDS = 180;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningFreshet freshet;
  private final FreshetClient client;
  private final Path folder;

  /**
   * @param folder for files that are published
   */
  Person(RunningFreshet freshet, Path folder, Optional<String> key) {
    this.freshet = freshet;
    this.client = new FreshetClient(URI.create(freshet.url()), key);
    this.folder = folder;
  }

  /** Publishes plain text; its token. */
  String publish(String id, String text, Map<String, String> headers) throws IOException {
    var all = new HashMap<>(headers);
    all.put("Content-Type", "text/plain");
    Path file = Files.writeString(folder.resolve("published.txt"), text);
    return client.publish(id, Optional.empty(), file, all);
  }

  /** Deletes it. */
  void delete(String id) {
    client.delete("/v1/documents/" + FreshetClient.encoded(id));
  }

  /** Whose passages hold the words: each id with the version, by words alone. */
  List<String> found(String words) {
    var request = JSON.createObjectNode().put("query", words).put("mode", "sparse");
    var found = new ArrayList<String>();
    for (JsonNode result : client.post("/v1/search", request).path("results")) {
      JsonNode document = result.path("document");
      found.add(document.path("id").asText() + " " + document.path("version").asText());
    }
    return found;
  }

  /** Whether the document's last told state is this. */
  boolean is(String id, String state) {
    return client
        .document(id, Optional.empty())
        .filter(d -> d.path("state").asText().equals(state))
        .isPresent();
  }

  /** Whether it is in the catalogue as this person sees it. */
  boolean knows(String id) {
    return client.document(id, Optional.empty()).isPresent();
  }

  /** The open dead letters of a document, the newest first. */
  List<JsonNode> letters(String id) {
    var letters = new ArrayList<JsonNode>();
    client
        .get("/v1/dead-letters?id=" + FreshetClient.encoded(id))
        .path("letters")
        .forEach(letters::add);
    return letters;
  }

  /** Puts one back. */
  void replay(JsonNode letter) {
    var request = JSON.createObjectNode().put("position", letter.path("position").asText());
    assertThat(client.post("/v1/dead-letters/replay", request).path("replayed").asInt()).isOne();
  }

  /** What a GET of the path answers, if it is no JSON. */
  String text(String path) {
    return new String(client.bytes(path), UTF_8);
  }

  /** What a GET of the path answers. */
  JsonNode get(String path) {
    return client.get(path);
  }

  /** Waits until it holds. */
  void await(BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("in time; it said:\n" + freshet.output())
          .isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
