package dev.freshet.query.completion;

import dev.freshet.common.failure.Outage;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An endpoint that speaks OpenAI's chat completions, asked for a stream. */
public final class CompletionEndpoint implements Completer, AutoCloseable {
  /** What it is called in outages. */
  public static final String NAME = "the language model's endpoint";

  private static final Logger LOG = LoggerFactory.getLogger(CompletionEndpoint.class);
  private static final int SHOWN_OF_A_REFUSAL = 500;

  private final CompletionSettings settings;
  private final URI uri;
  private final Retries retries;
  private final HttpClient client;

  /**
   * @param settings with an endpoint
   */
  public CompletionEndpoint(CompletionSettings settings, InstantSource clock) {
    this.settings = settings;
    this.uri = settings.endpoint().orElseThrow();
    this.retries = new Retries(settings.attempts(), clock, RandomGenerator.getDefault());
    // A connection that is closed is how a call is ended: HTTP/2 servers do not all heed a reset,
    // and some of the common ones refuse the upgrade.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  @Override
  public Completion complete(
      Prompt prompt, int maxTokens, Duration patience, Consumer<String> pieces) {
    String body = Wire.request(settings, prompt, maxTokens);
    long end = System.nanoTime() + patience.toNanos();
    for (int attempt = 1; ; attempt++) {
      Reading reading = new Reading(prompt.length(), maxTokens, pieces);
      try {
        return once(body, Duration.ofNanos(Math.max(1, end - System.nanoTime())), reading);
      } catch (Outage outage) {
        if (reading.begun() || Thread.currentThread().isInterrupted()) {
          throw outage;
        }
        retries.await(attempt, Duration.ofNanos(end - System.nanoTime()), outage);
      }
    }
  }

  private Completion once(String body, Duration left, Reading reading) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(left)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!settings.key().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return read(response, in, reading);
      }
    } catch (Wire.Garbage e) {
      throw outage(e.getMessage(), e);
    } catch (IOException e) {
      throw outage("no answer, or not all of it: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw outage("interrupted while waiting for the answer", e);
    }
  }

  private Completion read(HttpResponse<?> response, InputStream in, Reading reading)
      throws IOException, Wire.Garbage {
    int status = response.statusCode();
    if (status == 200) {
      String type = response.headers().firstValue("Content-Type").orElse("");
      return type.startsWith("application/json") ? reading.whole(in) : reading.streamed(in);
    }
    switch (status) {
      case 400, 404, 413, 422 -> throw refused(status, in);
      case 401, 403 -> throw refusedKey(status);
      default -> {
        Optional<Duration> wait =
            response.headers().firstValue("Retry-After").flatMap(retries::retryAfter);
        throw new Outage(NAME, "it answered " + status, null, wait);
      }
    }
  }

  /** What the endpoint says may hold parts of the prompt: it is for the log alone. */
  private Problem refused(int status, InputStream in) throws IOException {
    String said =
        new String(in.readNBytes(SHOWN_OF_A_REFUSAL), java.nio.charset.StandardCharsets.UTF_8);
    LOG.warn("{} answered {}: {}", NAME, status, said.replaceAll("\\s+", " "));
    return Problem.of(
            502,
            "Refused by the model",
            NAME
                + " refused the request with "
                + status
                + ": give a smaller tokenBudget or maxTokens; where that does not help, check"
                + " answer.endpoint, answer.model and answer.dialect")
        .with("upstreamStatus", status);
  }

  private static Problem refusedKey(int status) {
    LOG.error("{} answered {}: check answer.api-key", NAME, status);
    return Problem.of(
            502,
            "Refused by the model",
            NAME + " does not take the service's key: whoever runs it should check answer.api-key")
        .with("upstreamStatus", status);
  }

  private static Outage outage(String message, Exception cause) {
    return new Outage(NAME, message, cause);
  }

  /** Ends calls under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
