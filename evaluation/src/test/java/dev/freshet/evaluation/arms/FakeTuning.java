package dev.freshet.evaluation.arms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fine-tuning API that answers as it is told, and keeps what it was sent. */
final class FakeTuning implements AutoCloseable {
  /** What it was sent: method and path, key, body. */
  record Sent(String call, String key, String body) {}

  /** An answer. */
  record Answer(int status, String body) {}

  /** In order. */
  final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** What looks at the job are answered, one after the other; the last one again. */
  final Queue<Answer> looks = new ConcurrentLinkedQueue<>();

  private final HttpServer server;

  FakeTuning() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What was sent by such a call. */
  List<Sent> sent(String call) {
    return sent.stream().filter(one -> one.call().equals(call)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      sent.add(new Sent(call, key, body));
      Answer answer =
          switch (call) {
            case "POST /v1/files" ->
                new Answer(200, "{\"id\": \"file-" + sent("POST /v1/files").size() + "\"}");
            case "POST /v1/fine_tuning/jobs" -> new Answer(200, "{\"id\": \"job-1\"}");
            case "GET /v1/fine_tuning/jobs/job-1" ->
                looks.size() > 1 ? looks.remove() : looks.element();
            case "GET /v1/fine_tuning/jobs/job-1/checkpoints" ->
                new Answer(
                    200,
                    "{\"data\": [{\"step_number\": 9, \"metrics\": {\"train_loss\": 0.5,"
                        + " \"valid_loss\": 0.6}}]}");
            default -> new Answer(404, "{\"error\": {\"message\": \"no such path\"}}");
          };
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Location", endpoint() + "/elsewhere");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
