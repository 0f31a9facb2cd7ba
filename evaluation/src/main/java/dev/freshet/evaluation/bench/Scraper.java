package dev.freshet.evaluation.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads metrics now and then, as Prometheus does where it keeps examples. */
final class Scraper implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final HttpRequest request;

  /**
   * @param seconds from one time to the next; 0: never
   */
  Scraper(URI metrics, int seconds) {
    request =
        HttpRequest.newBuilder(metrics)
            .header("Accept", "application/openmetrics-text; version=1.0.0")
            .build();
    if (seconds > 0) {
      var _ = clock.scheduleAtFixedRate(this::scrape, 0, seconds, TimeUnit.SECONDS);
    }
  }

  /** One that fails is one less: the next comes soon. */
  private void scrape() {
    CompletableFuture<?> asked = client.sendAsync(request, BodyHandlers.discarding());
    var _ = asked.handle((_, _) -> null).join();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
