package dev.freshet.evaluation.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A running Freshet's HTTP interface, as a client of it sees it. */
public final class Api implements SearchApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The most that {@code answer.deadline} can be, and a little: a model may be slow. */
  private static final Duration ANSWER = Duration.ofMinutes(11);

  private static final int LONGEST_RERANK_MILLIS = 25_000;
  private static final int LONGEST_WAIT_MILLIS = 25_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /**
   * @param port on loopback
   */
  public Api(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  @Override
  public Answer search(String query, int limit) {
    long start = System.nanoTime();
    HttpResponse<String> response =
        search(JSON.createObjectNode().put("query", query).put("limit", limit));
    double millis = (System.nanoTime() - start) / 1e6;
    List<String> ids =
        tree(response.body()).required("results").findValues("document").stream()
            .map(d -> d.required("id").asText())
            .toList();
    String timings = response.headers().firstValue("Server-Timing").orElse("");
    double beside = millis - timing(timings, "turn") - timing(timings, "embed");
    return new Answer(ids, millis, beside, beside - timing(timings, "store"));
  }

  private HttpResponse<String> search(ObjectNode body) {
    return post("/v1/search", body);
  }

  /** An answer, whole. */
  public JsonNode answer(ObjectNode body) {
    return tree(post("/v1/answer", body, ANSWER).body());
  }

  /** The answer to a request for context. */
  public JsonNode context(ObjectNode body) {
    return tree(post("/v1/context", body).body());
  }

  /** What a search reads now, to be read again as {@code at}. */
  public String readPoint() {
    ObjectNode any = JSON.createObjectNode().put("query", "any").put("mode", "sparse");
    return search(any).headers().firstValue("Freshet-Read-Point").orElseThrow();
  }

  private HttpResponse<String> post(String path, ObjectNode body) {
    return post(path, body, TIMEOUT);
  }

  private HttpResponse<String> post(String path, ObjectNode body, Duration patience) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response;
  }

  /**
   * The documents of the passages found in a mode, best first, a document as often as it has some.
   */
  public List<String> documents(String query, String mode, int limit) {
    return ids(results(query, mode, limit));
  }

  /**
   * The same in the reranker's order.
   *
   * @throws IllegalStateException where the reranker did not answer
   */
  public List<String> reranked(String query, int limit) {
    ObjectNode body = JSON.createObjectNode().put("query", query).put("limit", limit);
    body.putObject("rerank").put("deadlineMs", LONGEST_RERANK_MILLIS);
    JsonNode answer = tree(search(body).body());
    if (!answer.path("reranked").asBoolean()) {
      throw new IllegalStateException(
          "the reranker did not answer: " + answer.path("rerankFailure").asText());
    }
    return ids(answer.required("results"));
  }

  private static List<String> ids(JsonNode results) {
    return results.findValues("document").stream().map(d -> d.required("id").asText()).toList();
  }

  /** The passages found in a mode, best first. */
  public JsonNode results(String query, String mode, int limit) {
    ObjectNode body =
        JSON.createObjectNode().put("query", query).put("mode", mode).put("limit", limit);
    return tree(search(body).body()).required("results");
  }

  /** Searches by words alone, as soon as a position is retrievable. */
  public void searchOnce(String token, String query) {
    ObjectNode body = JSON.createObjectNode().put("query", query).put("mode", "sparse");
    body.putObject("freshness").put("token", token).put("waitMs", LONGEST_WAIT_MILLIS);
    search(body);
  }

  private static double timing(String header, String name) {
    for (String part : header.split(",", -1)) {
      String trimmed = part.strip();
      if (trimmed.startsWith(name + ";dur=")) {
        return Double.parseDouble(trimmed.substring(name.length() + 5));
      }
    }
    throw new IllegalStateException("no Server-Timing " + name + " in \"" + header + "\"");
  }

  /** What the catalogue says of a document. */
  public JsonNode document(String id) {
    return get(path(id));
  }

  private static String path(String id) {
    return "/v1/documents/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  /**
   * What became of a document: {@code indexed}, {@code dead: REASON}, or the state it is in; empty
   * while the catalogue does not know it.
   */
  public String end(String id) {
    HttpResponse<String> response = got(path(id));
    if (response.statusCode() == 404) {
      return "";
    }
    JsonNode document = tree(response.body());
    String state = document.required("state").asText();
    return state.equals("dead")
        ? "dead: " + document.required("failure").required("reason").asText()
        : state;
  }

  /** How fresh the service says it is. */
  public JsonNode freshness() {
    return get("/v1/freshness");
  }

  /** Published and not yet out at the end, over all sources. */
  public long lag() {
    long lag = 0;
    for (JsonNode partition : freshness().required("partitions")) {
      lag += partition.required("lagRecords").asLong();
    }
    return lag;
  }

  /** How many records of a source are out at the end. */
  public long retrievable(String source) {
    long records = 0;
    for (JsonNode partition : freshness().required("partitions")) {
      if (partition.required("source").asText().equals(source)) {
        records += partition.required("retrievableOffset").asLong() + 1;
        records -= partition.required("lateRecords").asLong();
      }
    }
    return records;
  }

  @Override
  public long passages() {
    return freshness().required("passages").asLong();
  }

  @Override
  public boolean ready() {
    try {
      return send(HttpRequest.newBuilder(URI.create(base + "/health/ready"))
                  .timeout(TIMEOUT)
                  .build())
              .statusCode()
          == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private JsonNode get(String path) {
    HttpResponse<String> response = got(path);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return tree(response.body());
  }

  private HttpResponse<String> got(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
