package dev.freshet.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Speaks the HTTP API. Safe to use from several threads. */
public final class FreshetClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final long LEAST_BYTES_PER_SECOND = 500_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final Optional<String> apiKey;

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   * @param apiKey sent as a bearer token
   */
  public FreshetClient(URI base, Optional<String> apiKey) {
    this(base, apiKey, Optional.empty());
  }

  /**
   * @param base such as {@code https://freshet.example}
   * @param apiKey sent as a bearer token
   * @param roots PEM file of the certificates to trust; empty: those that Java trusts
   * @throws Problem when that file cannot be used
   */
  public FreshetClient(URI base, Optional<String> apiKey, Optional<Path> roots) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER);
    roots.map(TrustedRoots::of).ifPresent(builder::sslContext);
    this.http = builder.build();
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.apiKey = apiKey;
  }

  /**
   * What a GET of the path answers.
   *
   * @throws Problem when the service refuses
   * @throws Unreachable when it does not answer
   */
  public JsonNode get(String path) {
    return call(request(path).GET().build());
  }

  /** What a DELETE of the path answers. */
  public JsonNode delete(String path) {
    return call(request(path).DELETE().build());
  }

  /**
   * The server-sent events that a GET of the path answers, as they come.
   *
   * @param after id of the event to go on after
   * @throws Problem when the service refuses
   * @throws Unreachable when it does not answer
   */
  public EventStream events(String path, Optional<String> after) {
    var request = endless(path).GET();
    after.ifPresent(id -> request.header("Last-Event-ID", id));
    return events(path, request.build());
  }

  /**
   * The server-sent events that a POST of the body answers, as they come.
   *
   * @throws Problem when the service refuses
   * @throws Unreachable when it does not answer
   */
  public EventStream events(String path, JsonNode body) {
    return events(
        path,
        endless(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes(body)))
            .build());
  }

  private HttpRequest.Builder endless(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  private EventStream events(String path, HttpRequest request) {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        try (InputStream in = response.body()) {
          throw new Problem(
              response.statusCode(), detail(response.statusCode(), path, in.readAllBytes()));
        }
      }
      return new EventStream(response.body());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while waiting for " + base, e);
    }
  }

  private Unreachable unreachable(IOException e) {
    return new Unreachable(
        "no answer from " + base + ": start Freshet with ./freshet up, or name it with --url", e);
  }

  /** The bytes that a GET of the path answers. */
  public byte[] bytes(String path) {
    return well(send(request(path).GET().build())).body();
  }

  /** What the path answers, also when it says 503, as health does. */
  public JsonNode getWhatever(String path) {
    HttpResponse<byte[]> response = send(request(path).GET().build());
    return json(response);
  }

  /** What a POST of the body answers. */
  public JsonNode post(String path, JsonNode body) {
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes(body)))
            .build());
  }

  /**
   * Publishes a file.
   *
   * @param source the source topic; none for the service's own choice
   * @param headers such as {@code Content-Type}
   * @return the freshness token
   */
  public String publish(
      String id, Optional<String> source, Path file, Map<String, String> headers) {
    var request = request(documentPath(id, source)).timeout(toSend(file)).PUT(body(file));
    headers.forEach(request::header);
    return call(request.build()).path("token").asText();
  }

  /** So that also a large file on a slow line gets there. */
  private static Duration toSend(Path file) {
    try {
      return CALL.plusSeconds(Files.size(file) / LEAST_BYTES_PER_SECOND);
    } catch (IOException e) {
      throw new Problem(400, "cannot read " + file + ": " + e.getMessage());
    }
  }

  /** By its path, never by its name: the locale may not be able to spell that. */
  private static BodyPublisher body(Path file) {
    try {
      long size = Files.size(file);
      if (!Files.isReadable(file)) {
        throw new Problem(400, "cannot read " + file + ": no permission");
      }
      return size == 0
          ? BodyPublishers.noBody()
          : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(file)), size);
    } catch (IOException e) {
      throw new Problem(400, "cannot read " + file + ": " + e.getMessage());
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document as the catalogue knows it; none when it does not know it. */
  public Optional<JsonNode> document(String id, Optional<String> source) {
    try {
      return Optional.of(get(documentPath(id, source)));
    } catch (Problem e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String documentPath(String id, Optional<String> source) {
    String path = "/v1/documents/" + encoded(id);
    return source.map(topic -> path + "?source=" + encoded(topic)).orElse(path);
  }

  /** Percent-encoded for a path segment or a query value. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return endless(path).timeout(CALL);
  }

  private JsonNode call(HttpRequest request) {
    return json(well(send(request)));
  }

  private static HttpResponse<byte[]> well(HttpResponse<byte[]> response) {
    if (response.statusCode() >= 400) {
      throw new Problem(response.statusCode(), detail(response));
    }
    return response;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (SSLException e) {
      throw new Unreachable(
          "no trust in " + base + ": name the file of its root certificate with --ca", e);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while waiting for " + base, e);
    }
  }

  private static String detail(HttpResponse<byte[]> response) {
    return detail(response.statusCode(), response.uri().getPath(), response.body());
  }

  private static String detail(int status, String path, byte[] body) {
    try {
      JsonNode problem = JSON.readTree(body);
      String text = problem.path("detail").asText(problem.path("title").asText());
      if (!text.isBlank()) {
        return text.replace('\n', ' ');
      }
    } catch (IOException _) {
      // No problem document: the status must do.
    }
    return "the service answered " + status + " to " + path;
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    try {
      JsonNode tree = JSON.readTree(response.body());
      if (tree != null && tree.isContainerNode()) {
        return tree;
      }
    } catch (IOException _) {
      // Told below.
    }
    throw new Problem(
        502,
        base + " answers " + response.statusCode() + " without JSON: is it a Freshet service?");
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
