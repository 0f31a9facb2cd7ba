package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.document.Metadata;
import dev.freshet.query.RunningService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a reranker that prefers the longest text, or does not do its work. */
class RerankEndpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<JsonNode> asked = new ArrayList<>();
  private HttpServer server;
  private volatile String answers = "well";
  private volatile String key;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/rerank", http -> answer(http, "texts", "score"));
    server.createContext("/v1/rerank", http -> answer(http, "documents", "relevance_score"));
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange http, String texts, String score) throws IOException {
    JsonNode request = JSON.readTree(http.getRequestBody());
    asked.add(request);
    key = http.getRequestHeaders().getFirst("Authorization");
    ArrayNode results = JSON.createArrayNode();
    for (int i = request.get(texts).size() - 1; i >= 0; i--) {
      results.addObject().put("index", i).put(score, request.get(texts).get(i).asText().length());
    }
    int status = answers.equals("badly") ? 503 : 200;
    if (answers.equals("late")) {
      hold();
    }
    if (answers.equals("in part")) {
      results.remove(0);
    }
    String body =
        switch (answers) {
          case "garbage" -> "{";
          case "endlessly" -> "[" + "1,".repeat(2 << 20);
          default ->
              texts.equals("texts")
                  ? results.toString()
                  : JSON.createObjectNode().set("results", results).toString();
        };
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    try (var out = http.getResponseBody()) {
      out.write(bytes);
    } catch (IOException _) {
      // The caller has gone.
    }
  }

  private void hold() {
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private RunningService running(Map<String, String> more) {
    Map<String, String> flags =
        new java.util.HashMap<>(
            Map.of(
                "rerank.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                "rerank.deadline",
                "30s"));
    flags.putAll(more);
    RunningService running = new RunningService(flags, 0);
    RunningService.await(running.service::ready);
    running.index("short", 0, "annual leave", Metadata.NONE);
    running.index("long", 1, "leave, of which there is much to be said", Metadata.NONE);
    return running;
  }

  private static Answer search(RunningService running, String rerank) throws Exception {
    return running.search(
        "{\"query\":\"annual leave\",\"mode\":\"sparse\",\"freshness\":{\"token\":\"documents-0@1\"},"
            + "\"rerank\":"
            + rerank
            + "}");
  }

  private static void unranked(Answer answer, String why) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("reranked").asBoolean()).isFalse();
    assertThat(answer.json().get("rerankFailure").asText()).isEqualTo(why);
    assertThat(answer.json().at("/results/0/document/id").asText()).isEqualTo("short");
    assertThat(answer.json().at("/results/0/scores").has("rerank")).isFalse();
  }

  @Test
  void rerank_ordersByTheRerankersScores() throws Exception {
    try (RunningService running = running(Map.of())) {
      Answer answer = search(running, "true");

      assertThat(answer.json().get("reranked").asBoolean()).isTrue();
      assertThat(answer.json().at("/results/0/document/id").asText()).isEqualTo("long");
      assertThat(answer.json().at("/results/0/score").asDouble()).isEqualTo(1);
      assertThat(answer.json().at("/results/0/scores/rerank").asDouble()).isGreaterThan(30);
      assertThat(answer.json().at("/results/1/score").asDouble()).isZero();
      assertThat(asked.getFirst().get("query").asText()).isEqualTo("annual leave");
      assertThat(asked.getFirst().at("/texts/0").asText()).isEqualTo("Guide > Leave\nannual leave");
    }
  }

  @Test
  void rerank_byTheOtherProtocol_sendsModelAndKey() throws Exception {
    Map<String, String> cohere =
        Map.of("rerank.protocol", "cohere", "rerank.model", "m1", "rerank.key", "secret-1");
    try (RunningService running = running(cohere)) {
      assertThat(search(running, "true").json().at("/results/0/document/id").asText())
          .isEqualTo("long");
      search(running, "{\"model\":\"m2\",\"depth\":1}");
      assertThat(asked.get(0).get("model").asText()).isEqualTo("m1");
      assertThat(asked.get(0).get("top_n").asInt()).isEqualTo(2);
      assertThat(asked.get(1).get("model").asText()).isEqualTo("m2");
      assertThat(key).isEqualTo("Bearer secret-1");
    }
  }

  @Test
  void rerank_late_givesTheAnswerWithoutIt() throws Exception {
    answers = "late";
    try (RunningService running = running(Map.of())) {
      unranked(search(running, "{\"deadlineMs\":50}"), "the reranker did not answer in 50 ms");
    }
  }

  @Test
  void rerank_badly_givesTheAnswerWithoutIt() throws Exception {
    try (RunningService running = running(Map.of())) {
      answers = "badly";
      unranked(search(running, "true"), "the reranker answered 503");
      answers = "garbage";
      unranked(search(running, "true"), "the reranker's answer is no JSON");
      answers = "in part";
      unranked(search(running, "true"), "the reranker did not score every passage");
      answers = "endlessly";
      unranked(search(running, "true"), "the reranker does not answer");
    }
  }

  @Test
  void rerank_unreachable_givesTheAnswerWithoutIt() throws Exception {
    try (RunningService running = running(Map.of("rerank.endpoint", "http://127.0.0.1:1"))) {
      unranked(search(running, "true"), "the reranker does not answer");
    }
  }

  @Test
  void rerank_false_asksNobody() throws Exception {
    try (RunningService running = running(Map.of())) {
      assertThat(search(running, "false").json().has("reranked")).isFalse();
      assertThat(asked).isEmpty();
    }
  }
}
