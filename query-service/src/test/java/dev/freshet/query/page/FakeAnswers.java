package dev.freshet.query.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The streams of the fake service: an answer in three events, and pushes as a test puts them. */
final class FakeAnswers {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SUPPORTED = "Parental leave is twenty weeks [1].";
  private static final String INVENTED = "It is paid in gold.";

  volatile boolean known = true;

  /** Each is a whole event; a watcher is sent them in order. */
  final BlockingQueue<String> pushes = new LinkedBlockingQueue<>();

  void answer(HttpExchange exchange) throws IOException {
    try (OutputStream out = stream(exchange)) {
      ArrayNode citations = citations();
      send(out, "context", JSON.createObjectNode().set("citations", citations));
      if (known) {
        send(out, "delta", JSON.createObjectNode().put("text", SUPPORTED + " "));
        send(out, "delta", JSON.createObjectNode().put("text", INVENTED));
      }
      send(out, "done", done(citations));
    }
  }

  private ObjectNode done(ArrayNode citations) {
    ObjectNode done = JSON.createObjectNode().put("kind", "generated").put("answered", known);
    done.put("model", "small-model").put("cached", false);
    done.putObject("timings").put("totalMs", 812.4);
    done.set("citations", citations);
    if (!known) {
      return done.put("reason", "no-evidence");
    }
    ArrayNode sentences = done.putArray("sentences");
    ObjectNode first = sentences.addObject().put("text", SUPPORTED).put("supported", true);
    first.putArray("citations").add(1);
    sentences.addObject().put("text", INVENTED).put("supported", false).putArray("citations");
    return done;
  }

  private static ArrayNode citations() {
    ArrayNode citations = JSON.createArrayNode();
    ObjectNode one = citations.addObject().put("number", 1).put("text", BrowserTest.LEAVE);
    one.put("page", 3).putObject("document").put("id", "handbook.pdf").put("title", "Handbook");
    return citations;
  }

  /** A push to whoever watches. */
  void push(String id, String event, String title) {
    ObjectNode data = JSON.createObjectNode().put("score", .81);
    data.putObject("document").put("id", title).put("title", title);
    data.putObject("passage").put("text", BrowserTest.LEAVE);
    pushes.add("id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n");
  }

  void watch(HttpExchange exchange) throws IOException {
    try (OutputStream out = stream(exchange)) {
      while (true) {
        out.write(pushes.take().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    return out;
  }

  private static void send(OutputStream out, String event, JsonNode data) throws IOException {
    String text = "event: " + event + "\ndata: " + data + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The keys that an admin is shown. */
  static JsonNode access() {
    ObjectNode told = JSON.createObjectNode();
    ObjectNode key = told.putArray("keys").addObject();
    key.put("name", "wiki-importer").put("tenant", "acme");
    key.putArray("principals").add("group:legal");
    key.putArray("scopes").add("read").add("publish");
    key.put("requests", 1204).putObject("quota").put("perDay", 5000).put("used", 311);
    return told;
  }
}
