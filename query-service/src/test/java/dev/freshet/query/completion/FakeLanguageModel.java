package dev.freshet.query.completion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An OpenAI-compatible endpoint that does as it is told: one behaviour a request, in order. */
public final class FakeLanguageModel implements AutoCloseable {
  /** How one request is answered. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private final LinkedBlockingQueue<Behaviour> behaviours = new LinkedBlockingQueue<>();

  /** What was asked. */
  public final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /** The keys it was asked with. */
  public final List<String> keys = new CopyOnWriteArrayList<>();

  /** Opens when a client leaves before its answer has ended. */
  public final CountDownLatch left = new CountDownLatch(1);

  /** Opens when the first request is there. */
  public final CountDownLatch asked = new CountDownLatch(1);

  public FakeLanguageModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Flags of a service that uses it. */
  public Map<String, String> flags() {
    return Map.of(
        "answer.endpoint",
        endpoint(),
        "answer.model",
        "tiny",
        "answer.api-key",
        "sk-secret-0123456789",
        "answer.price-prompt",
        "2",
        "answer.price-completion",
        "10");
  }

  public FakeLanguageModel then(Behaviour behaviour) {
    behaviours.add(behaviour);
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    asked.countDown();
    Behaviour behaviour = behaviours.poll();
    try {
      (behaviour == null ? status(418, Map.of()) : behaviour).answer(exchange);
    } catch (IOException _) {
      left.countDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** A whole stream: these pieces, then what was used. */
  public static Behaviour say(String... pieces) {
    return exchange -> {
      OutputStream out = stream(exchange);
      for (String piece : pieces) {
        event(out, piece);
      }
      data(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
      data(out, "{\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}");
      data(out, "[DONE]");
    };
  }

  /** An answer at once, though a stream was asked for; it tells no usage. */
  public static Behaviour whole(String text) {
    return exchange -> {
      ObjectNode answer = JSON.createObjectNode();
      ObjectNode choice = answer.putArray("choices").addObject().put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", text);
      body(exchange, 200, "application/json", answer.toString());
    };
  }

  /** A status and nothing to read but a leak of the key. */
  public static Behaviour status(int status, Map<String, String> headers) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      body(exchange, status, "application/json", "{\"error\":\"sk-secret-0123456789\"}");
    };
  }

  /** Something else altogether. */
  public static Behaviour garbage() {
    return exchange -> body(exchange, 200, "text/event-stream", "data: <html>\n\n");
  }

  /** Some pieces, and then the connection is gone. */
  public static Behaviour breakOff(String... pieces) {
    return exchange -> {
      OutputStream out = stream(exchange);
      for (String piece : pieces) {
        event(out, piece);
      }
    };
  }

  /** Some pieces, and then an error in the stream. */
  public static Behaviour errorAfter(String... pieces) {
    return exchange -> {
      OutputStream out = stream(exchange);
      for (String piece : pieces) {
        event(out, piece);
      }
      data(out, "{\"error\":{\"message\":\"overloaded\"}}");
    };
  }

  /** The same piece for ever. */
  public static Behaviour endless(String piece) {
    return exchange -> {
      OutputStream out = stream(exchange);
      while (true) {
        event(out, piece);
      }
    };
  }

  /** Some pieces, and then nothing but signs of life until the client leaves. */
  public Behaviour silentAfter(String... pieces) {
    return exchange -> {
      OutputStream out = stream(exchange);
      for (String piece : pieces) {
        event(out, piece);
      }
      while (!closed.await(10, TimeUnit.MILLISECONDS)) {
        out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    };
  }

  private static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void event(OutputStream out, String piece) throws IOException {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta").put("content", piece);
    data(out, event.toString());
  }

  private static void data(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void body(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
