package dev.freshet.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts calls on the wire: the one place that sees a status code. */
final class Transport implements AutoCloseable {
  /** The largest answer that is taken; a dead letter's file may have 60 MB. */
  private static final long MOST_BYTES = 256L << 20;

  private static final int MOST_PROBLEM_BYTES = 64 << 10;

  private final Settings settings;
  private final Attempts attempts;
  private final HttpClient http;

  Transport(Settings settings) {
    this.settings = settings;
    this.attempts = new Attempts(settings.retries());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** The JSON that a call answers. */
  Json json(Call call) {
    return Json.answer(bytes(call), "the answer to " + call.shown());
  }

  /** The bytes that a call answers. */
  byte[] bytes(Call call) {
    return attempts.of(
        call.reads(),
        () -> {
          HttpResponse<byte[]> response =
              send(call, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
          if (response.statusCode() / 100 != 2) {
            throw Problems.of(response, response.body());
          }
          return response.body();
        });
  }

  /**
   * The stream that a call answers, from its first byte on. What comes after is the caller's.
   *
   * @throws FreshetProblem where it is refused
   */
  Stream stream(Call call) {
    return attempts.of(call.reads(), () -> streamOnce(call));
  }

  /** The same with one attempt, for those who count attempts themselves. */
  Stream streamOnce(Call call) {
    HttpResponse<InputStream> response;
    try {
      response = send(call, BodyHandlers.ofInputStream());
    } catch (Attempts.NotBegun e) {
      throw e.unreachable();
    }
    if (response.statusCode() / 100 != 2) {
      try (InputStream body = response.body()) {
        throw Problems.of(response, body.readNBytes(MOST_PROBLEM_BYTES));
      } catch (IOException e) {
        throw new FreshetUnreachable("the answer to " + call.shown() + " broke off", e);
      }
    }
    return new Stream(response, settings.silence());
  }

  private <T> HttpResponse<T> send(Call call, BodyHandler<T> handler) {
    // The client's own time-out ends with the headers: a body that never ends must be bounded too.
    Duration most = settings.call().plus(call.longer());
    CompletableFuture<HttpResponse<T>> sent = http.sendAsync(request(call), handler);
    try {
      return sent.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw new FreshetInterrupted(e);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new FreshetUnreachable(call.shown() + " did not answer in " + most, e);
    } catch (ExecutionException e) {
      throw failed(call, e.getCause());
    }
  }

  private RuntimeException failed(Call call, Throwable cause) {
    var unreachable =
        new FreshetUnreachable(
            call.shown() + " at " + settings.base() + " failed: " + cause, cause);
    boolean refused =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return refused ? new Attempts.NotBegun(unreachable) : unreachable;
  }

  private HttpRequest request(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create(settings.base() + call.path()))
            .method(call.method(), call.body().get());
    call.headers().forEach(request::header);
    settings.token().ifPresent(t -> request.header("Authorization", "Bearer " + t.get()));
    return request.build();
  }

  Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /** Makes problems of answers that are none. */
  private static final class Problems {
    static FreshetProblem of(HttpResponse<?> response, byte[] body) {
      int status = response.statusCode();
      Json problem;
      try {
        problem = Json.answer(body, "the problem");
      } catch (FreshetUnreachable _) {
        problem = Json.answer(new byte[0], "the problem");
      }
      return new FreshetProblem(
          status,
          problem.optionalText("type").orElse("about:blank"),
          problem.optionalText("title").orElse("HTTP " + status),
          problem.optionalText("detail").orElse("the answer does not say why"),
          problem.text("field"),
          retryAfter(response));
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
      return response
          .headers()
          .firstValue("Retry-After")
          .filter(value -> value.matches("[0-9]{1,9}"))
          .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
  }
}
