package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One call of the API, before it is made.
 *
 * @param path with its query, percent-encoded
 * @param body made anew for each attempt
 * @param reads whether it changes nothing, so that it may be made again after any failure
 * @param longer how much longer than others it may take, because the service was asked to wait
 */
record Call(
    String method,
    String path,
    Map<String, String> headers,
    Supplier<BodyPublisher> body,
    boolean reads,
    Duration longer) {

  static Call get(String path) {
    return new Call("GET", path, Map.of(), BodyPublishers::noBody, true, Duration.ZERO);
  }

  static Call delete(String path) {
    return new Call("DELETE", path, Map.of(), BodyPublishers::noBody, false, Duration.ZERO);
  }

  static Call put(String path, Map<String, String> headers, Supplier<BodyPublisher> body) {
    return new Call("PUT", path, headers, body, false, Duration.ZERO);
  }

  /** A POST that changes something. */
  static Call post(String path, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new Call(
        "POST",
        path,
        Map.of("Content-Type", "application/json"),
        () -> BodyPublishers.ofByteArray(bytes),
        false,
        Duration.ZERO);
  }

  /** A POST that asks and changes nothing. */
  static Call ask(String path, JsonNode body, Optional<Duration> patience) {
    Call call = post(path, body);
    return new Call(
        call.method(), path, call.headers(), call.body(), true, patience.orElse(Duration.ZERO));
  }

  /** The same with one more header. */
  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body, reads, longer);
  }

  /** Percent-encoded for a path's segment or a query's value. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** For an error's text: without what may be private. */
  String shown() {
    int query = path.indexOf('?');
    return method + " " + (query < 0 ? path : path.substring(0, query));
  }
}
