package dev.freshet.query.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Answers the page's calls from memory, with the headers the real service sends. */
final class FakeService implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  final FakeDocuments documents = new FakeDocuments();
  final FakeLetters letters = new FakeLetters();
  final FakeAnswers answers = new FakeAnswers();
  final CountedService counted = new CountedService();
  volatile JsonNode lastSearch = JSON.createObjectNode();
  volatile String wantedKey = "";
  volatile boolean searchRefused;
  volatile boolean admin = true;

  private final HttpServer server;

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::file);
    server.createContext("/v1/", this::api);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    counted.close();
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.equals("/") ? "/index.html" : path;
    try (InputStream in = FakeService.class.getResourceAsStream("/web" + name)) {
      if (in == null) {
        send(exchange, 404, "text/plain", new byte[0]);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src"
                  + " 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action"
                  + " 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'");
      String ending = name.substring(name.lastIndexOf('.') + 1);
      send(exchange, 200, TYPES.get(ending), in.readAllBytes());
    }
  }

  private void api(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (!wantedKey.isEmpty() && !("Bearer " + wantedKey).equals(given)) {
      problem(exchange, 401, "Send an API key as Authorization: Bearer KEY.");
      return;
    }
    String path = exchange.getRequestURI().getRawPath().substring("/v1/".length());
    if (path.equals("search")) {
      search(exchange, body);
    } else if (path.equals("answer")) {
      answers.answer(exchange);
    } else if (path.equals("watch")) {
      answers.watch(exchange);
    } else if (path.equals("access")) {
      json(exchange, 200, FakeAnswers.access());
    } else if (path.equals("dashboard")) {
      send(exchange, 200, "application/json", counted.dashboard(query(exchange, "since")));
    } else if (path.equals("flow")) {
      json(exchange, 200, documents.flow());
    } else if (path.startsWith("dead-letters")) {
      letters(exchange, decoded(path.substring("dead-letters".length())), body);
    } else if (path.equals("documents")) {
      json(
          exchange,
          200,
          documents.list(
              query(exchange, "state"),
              query(exchange, "signal"),
              query(exchange, "q"),
              query(exchange, "cursor")));
    } else {
      document(exchange, decoded(path.substring("documents/".length())), body);
    }
  }

  private void search(HttpExchange exchange, byte[] body) throws IOException {
    if (searchRefused) {
      problem(exchange, 503, "No embedder answers; try mode sparse.");
    } else {
      lastSearch = JSON.readTree(body);
      json(exchange, 200, documents.search(lastSearch));
    }
  }

  private void letters(HttpExchange exchange, String rest, byte[] body) throws IOException {
    if (!admin) {
      problem(exchange, 403, "this key may not do that: it lacks the scope admin");
    } else if (rest.isEmpty()) {
      json(exchange, 200, letters.list(query(exchange, "cursor")));
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      json(exchange, 200, letters.drop(rest.substring(1)));
    } else if (rest.endsWith("/bytes") && !letters.refused) {
      String position = rest.substring(1, rest.length() - "/bytes".length());
      send(exchange, 200, "application/octet-stream", FakeLetters.bytesOf(position));
    } else if (letters.refused) {
      problem(exchange, 503, "kafka does not answer: try again later, and see /health/ready");
    } else {
      json(exchange, 200, letters.replay(JSON.readTree(body)));
    }
  }

  private void document(HttpExchange exchange, String id, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        String filename = decoded(exchange.getRequestHeaders().getFirst("Freshet-Filename"));
        json(
            exchange,
            202,
            documents.publish(id, filename, new String(body, StandardCharsets.UTF_8)));
      }
      case "DELETE" -> json(exchange, 202, documents.delete(id));
      default -> {
        Optional<JsonNode> found =
            id.endsWith("/journey")
                ? documents.journey(id.substring(0, id.length() - "/journey".length()))
                : documents.get(id);
        if (found.isPresent()) {
          json(exchange, 200, found.get());
        } else {
          problem(exchange, 404, "No document has this id.");
        }
      }
    }
  }

  private static String query(HttpExchange exchange, String name) {
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void problem(HttpExchange exchange, int status, String detail) {
    json(exchange, status, JSON.createObjectNode().put("status", status).put("detail", detail));
  }

  private static void json(HttpExchange exchange, int status, JsonNode body) {
    try {
      send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
