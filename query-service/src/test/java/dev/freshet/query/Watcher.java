package dev.freshet.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Listens to server-sent events. */
final class Watcher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 10;

  /** What was heard. */
  record Heard(String id, String event, JsonNode data) {
    static final Heard END = new Heard("", "(end)", JSON.nullNode());

    String text() {
      return data.path("passage").path("text").asText();
    }

    String document() {
      return data.path("document").path("id").asText();
    }
  }

  final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final InputStream in;

  Watcher(HttpClient client, int port, String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/watch?" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    in = response.body();
    if (response.statusCode() != 200) {
      throw new IOException(
          response.statusCode() + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String id = "";
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          heard.add(new Heard(id, event, JSON.readTree(line.substring(6))));
          id = "";
        }
      }
    } catch (IOException _) {
      // The end, one way or the other.
    }
    heard.add(Heard.END);
  }

  Heard next() throws InterruptedException {
    Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was heard in " + PATIENCE_SECONDS + " s");
    }
    return next;
  }

  Heard next(String event) throws InterruptedException {
    Heard next = next();
    if (!next.event().equals(event)) {
      throw new AssertionError("heard " + next + " instead of " + event);
    }
    return next;
  }

  /** All events until one that is about this document, that one among them. */
  List<Heard> until(String document) throws InterruptedException {
    List<Heard> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!all.getLast().document().equals(document) && !all.getLast().equals(Heard.END));
    return all;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
