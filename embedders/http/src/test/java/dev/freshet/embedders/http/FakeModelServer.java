package dev.freshet.embedders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.embedders.testkit.HashingEmbedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Both protocols over the hashing embedder; misbehaves as told, once a request. */
final class FakeModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A status, a body (null for the true one) and a Retry-After (null for none). */
  record Answer(int status, String body, String retryAfter, Ending ending) {
    Answer(int status, String body, String retryAfter) {
      this(status, body, retryAfter, Ending.WHOLE);
    }
  }

  /** How an answer ends. */
  enum Ending {
    WHOLE,
    NEVER,
    ENDLESS
  }

  /** Begins an answer and never ends it. */
  static final Answer STALLED = new Answer(200, "{\"data\":[", null, Ending.NEVER);

  /** An answer that goes on as long as somebody reads. */
  static final Answer ENDLESS = new Answer(200, " ".repeat(1 << 16), null, Ending.ENDLESS);

  final Queue<Answer> orders = new ConcurrentLinkedQueue<>();
  final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
  final Queue<String> keys = new ConcurrentLinkedQueue<>();

  private final HashingEmbedder model = new HashingEmbedder();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;

  FakeModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/embeddings", exchange -> answer(exchange, "input"));
    server.createContext("/embed", exchange -> answer(exchange, "inputs"));
    server.start();
  }

  URI url() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange, String field) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      requests.add(request);
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      List<String> texts = new ArrayList<>();
      request.path(field).forEach(text -> texts.add(text.asText()));
      Answer ordered = orders.poll();
      Answer answer = ordered != null ? ordered : honest(texts);
      String body = answer.body() != null ? answer.body() : truth(texts, field);
      if (answer.retryAfter() != null) {
        exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      boolean whole = answer.ending() == Ending.WHOLE;
      exchange.sendResponseHeaders(answer.status(), whole ? bytes.length : 0);
      exchange.getResponseBody().write(bytes);
      goOn(exchange, answer, bytes);
    }
  }

  private void goOn(HttpExchange exchange, Answer answer, byte[] bytes) throws IOException {
    exchange.getResponseBody().flush();
    while (answer.ending() == Ending.ENDLESS && closing.getCount() > 0) {
      exchange.getResponseBody().write(bytes);
    }
    if (answer.ending() == Ending.NEVER) {
      try {
        closing.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Texts that hold the word poison are refused. */
  private static Answer honest(List<String> texts) {
    boolean poison = texts.stream().anyMatch(text -> text.contains("poison"));
    return new Answer(poison ? 422 : 200, null, null);
  }

  private String truth(List<String> texts, String field) {
    List<Vector> vectors = model.embed(texts, Purpose.PASSAGE);
    ArrayNode plain = JsonNodeFactory.instance.arrayNode();
    ObjectNode openAi = JsonNodeFactory.instance.objectNode();
    ArrayNode data = openAi.putArray("data");
    for (int i = vectors.size() - 1; i >= 0; i--) {
      data.addObject().put("index", i).set("embedding", numbers(vectors.get(i)));
      plain.insert(0, numbers(vectors.get(i)));
    }
    return (field.equals("inputs") ? plain : openAi).toString();
  }

  private static ArrayNode numbers(Vector vector) {
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    for (float value : vector.toArray()) {
      numbers.add(value);
    }
    return numbers;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
    model.close();
  }
}
