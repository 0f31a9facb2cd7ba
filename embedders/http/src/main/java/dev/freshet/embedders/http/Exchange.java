package dev.freshet.embedders.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Refused;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer, asked again while that may help. */
final class Exchange {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The longest answer, in bytes; 2,048 vectors of 1,536 numbers in JSON take half of it. */
  private static final int MAX_ANSWER = 64 << 20;

  private final HttpClient client;
  private final HttpEmbedderSettings settings;
  private final Protocol protocol;
  private final Patience patience;
  private final URI uri;

  Exchange(HttpClient client, HttpEmbedderSettings settings, Protocol protocol, Patience patience) {
    this.client = client;
    this.settings = settings;
    this.protocol = protocol;
    this.patience = patience;
    this.uri = URI.create(settings.url() + protocol.path());
  }

  /**
   * @param dimension what each vector must have; 0 where not yet known
   * @throws Refused when the endpoint will never take this request; the message names its status
   */
  List<Vector> ask(List<String> texts, int dimension) throws Refused {
    HttpRequest request = request(texts);
    Instant started = patience.clock().instant();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request, texts.size(), dimension);
      } catch (Outage outage) {
        patience.await(attempt, started, outage);
      } catch (Denied denied) {
        throw denied.outage();
      }
    }
  }

  private HttpRequest request(List<String> texts) {
    String body = write(protocol.request(texts));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.requestTimeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!settings.key().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    return request.build();
  }

  private static String write(JsonNode body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always written", e);
    }
  }

  private List<Vector> once(HttpRequest request, int texts, int dimension) throws Refused, Denied {
    HttpResponse<String> response = send(request);
    int status = response.statusCode();
    return switch (status) {
      case 200 -> read(response.body(), texts, dimension);
      case 400, 413, 422 -> throw new Refused("the embedding endpoint answered " + status);
      case 401, 403 ->
          throw new Denied(outage("it answered " + status + ": check embedder.http.key", null));
      default ->
          throw new Outage(
              name(), "it answered " + status, null, patience.retryAfter(response.headers()));
    };
  }

  private HttpResponse<String> send(HttpRequest request) {
    // The request's own timeout ends with the headers: an answer that never ends needs this one.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
    try {
      return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw outage("no answer within " + settings.requestTimeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw outage("no answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw outage("interrupted while waiting for the answer", e);
    } finally {
      answer.cancel(true);
    }
  }

  private List<Vector> read(String body, int texts, int dimension) {
    try {
      List<Vector> vectors = new ArrayList<>();
      for (JsonNode numbers : protocol.vectors(JSON.readTree(body), texts)) {
        vectors.add(vector(numbers, dimension));
      }
      return vectors;
    } catch (JsonProcessingException e) {
      throw outage("its answer is no JSON", e);
    } catch (Garbage e) {
      throw outage(e.getMessage(), e);
    }
  }

  private static Vector vector(JsonNode numbers, int dimension) throws Garbage {
    if (!numbers.isArray() || numbers.isEmpty()) {
      throw new Garbage("it gave a vector that is no array of numbers");
    }
    if (dimension > 0 && numbers.size() != dimension) {
      throw new Garbage("it gave " + numbers.size() + " dimensions instead of " + dimension);
    }
    float[] values = new float[numbers.size()];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).isNumber() ? numbers.get(i).floatValue() : Float.NaN;
      squares += (double) values[i] * values[i];
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new Garbage("it gave a vector of zeros or with a number that is none");
    }
    return Vector.normalised(values);
  }

  private Outage outage(String message, Throwable cause) {
    return new Outage(name(), message, cause, Optional.empty());
  }

  private String name() {
    return "the embedding endpoint (" + protocol.name() + ")";
  }

  /** The key is not taken: asking again at once would not help, a person may. */
  private static final class Denied extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Outage outage;

    Denied(Outage outage) {
      super(outage.getMessage(), outage);
      this.outage = outage;
    }

    Outage outage() {
      return outage;
    }
  }
}
