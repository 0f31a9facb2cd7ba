package dev.freshet.evaluation.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.evaluation.load.SearchApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** {@link LangChainLoop} as its client sees it. */
public final class LangChainApi implements SearchApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /**
   * @param port on loopback
   */
  public LangChainApi(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  @Override
  public Answer search(String query, int limit) {
    String body = JSON.createObjectNode().put("query", query).put("limit", limit).toString();
    long start = System.nanoTime();
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(base + "/search"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    double millis = (System.nanoTime() - start) / 1e6;
    List<String> ids =
        answer.required("results").findValues("id").stream().map(JsonNode::asText).toList();
    return new Answer(ids, millis, millis, millis);
  }

  @Override
  public boolean ready() {
    try {
      return passages() >= 0;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  @Override
  public long passages() {
    return count("passages");
  }

  /** How many characters it embedded. */
  public long characters() {
    return count("characters");
  }

  private long count(String what) {
    return send(HttpRequest.newBuilder(URI.create(base + "/count")).build())
        .required(what)
        .asLong();
  }

  private JsonNode send(HttpRequest request) {
    try {
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
