package dev.freshet.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * An embedding endpoint that a running Freshet uses. It refuses texts with the word poison as long
 * as it {@linkplain #refusing should}, and holds those with the word filler behind a {@linkplain
 * #gate}.
 */
final class FakeModel implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIMENSION = 16;

  /** Whether poison is refused. */
  volatile boolean refusing = true;

  /** Held until it is open. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/embeddings", this::answer);
    server.start();
  }

  /** A file of settings that makes a Freshet use it; a text a request, so that each is alone. */
  Path settings(Path file, Map<String, String> more) throws IOException {
    var settings = new HashMap<>(more);
    settings.put("embedder", "openai");
    settings.put("embedder.http.url", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.put("embedder.http.batch-texts", "1");
    return Files.write(
        file, settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /**
   * Settings by which nothing goes to the slow lane of itself, however busy the machine: what goes
   * there counts as another attempt, and comes after its source's watermark passed it.
   */
  static Map<String, String> inTurn(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("flow.turn", "1h");
    settings.put("parse.deadline", "5m");
    return settings;
  }

  /**
   * A Freshet that uses it, once it is ready: its settings and its data lie in this folder.
   *
   * @param more settings
   * @param flags besides
   */
  RunningFreshet start(Path folder, Map<String, String> more, String... flags)
      throws IOException, InterruptedException {
    Path file = settings(folder.resolve("settings.properties"), more);
    String[] all =
        Stream.concat(Stream.of("--config", file.toString()), Stream.of(flags))
            .toArray(String[]::new);
    return RunningFreshet.start(folder.resolve("data"), all).awaitReady();
  }

  /** How often it was asked for a text with this word. */
  long asked(String word) {
    return asked.stream().filter(texts -> texts.contains(word)).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode texts = JSON.readTree(exchange.getRequestBody()).path("input");
      asked.add(texts.toString());
      if (texts.toString().contains("filler")) {
        gate.await();
      }
      boolean refused = refusing && texts.toString().contains("poison");
      byte[] body = (refused ? "{}" : vectors(texts)).getBytes(UTF_8);
      exchange.sendResponseHeaders(refused ? 422 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The words of a text, each counted in one of a few numbers. */
  private static String vectors(JsonNode texts) {
    var answer = JSON.createObjectNode();
    ArrayNode data = answer.putArray("data");
    for (JsonNode text : texts) {
      var numbers = new int[DIMENSION];
      for (String word : text.asText().split("\\W+", -1)) {
        numbers[Math.floorMod(word.hashCode(), DIMENSION)]++;
      }
      ArrayNode vector = data.addObject().put("index", data.size() - 1).putArray("embedding");
      for (int number : numbers) {
        vector.add(number);
      }
    }
    return answer.toString();
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.close();
  }
}
