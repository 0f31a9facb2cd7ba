package dev.freshet.query.rerank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.query.retrieval.Ordering;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reranker behind HTTP. It is asked once and never again: who searches waits for it, and has an
 * answer without it.
 */
public final class HttpReranker implements Reranker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpReranker.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Two hundred results with their numbers take a hundredth of it. */
  private static final int MAX_ANSWER = 1 << 20;

  private final RerankSettings settings;
  private final RerankProtocol protocol;
  private final URI uri;
  private final HttpClient client;
  private final Semaphore callers;

  private HttpReranker(RerankSettings settings, URI endpoint) {
    this.settings = settings;
    this.protocol = RerankProtocol.of(settings.protocol());
    this.uri = URI.create(endpoint + protocol.path());
    this.client = HttpClient.newBuilder().connectTimeout(settings.deadline()).build();
    this.callers = new Semaphore(settings.callers());
  }

  /** The one that is set; empty: none is. */
  public static Optional<HttpReranker> of(RerankSettings settings) {
    return settings.endpoint().map(endpoint -> new HttpReranker(settings, endpoint));
  }

  @Override
  public int depth(Ordering.Rerank wanted) {
    return wanted.depth().orElse(settings.depth());
  }

  @Override
  public double[] scores(Ordering.Rerank wanted, String query, List<String> texts)
      throws NotReranked {
    if (texts.isEmpty()) {
      return new double[0];
    }
    if (!callers.tryAcquire()) {
      throw new NotReranked("the reranker has " + settings.callers() + " requests already");
    }
    try {
      String model = wanted.model().orElse(settings.model());
      List<String> cut = texts.stream().map(this::cut).toList();
      Duration deadline = wanted.deadline().orElse(settings.deadline());
      String body = JSON.writeValueAsString(protocol.request(model, query, cut));
      return protocol.scores(JSON.readTree(answer(body, deadline)), texts.size());
    } catch (JsonProcessingException e) {
      LOG.debug("the reranker's answer is no JSON", e);
      throw new NotReranked("the reranker's answer is no JSON");
    } finally {
      callers.release();
    }
  }

  /** Not through the middle of a character. */
  private String cut(String text) {
    int end = Math.min(text.length(), settings.characters());
    boolean split = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, split ? end - 1 : end);
  }

  private String answer(String body, Duration deadline) throws NotReranked {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(deadline)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!settings.key().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    HttpResponse<String> response = send(request.build(), deadline);
    if (response.statusCode() != 200) {
      throw new NotReranked("the reranker answered " + response.statusCode());
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest request, Duration deadline) throws NotReranked {
    // The request's own timeout ends with the headers: an answer that never ends needs this one.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw late(deadline);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        throw late(deadline);
      }
      LOG.warn("the reranker does not answer: {}", e.getCause().toString());
      throw new NotReranked("the reranker does not answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new NotReranked("the wait for the reranker was interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private static NotReranked late(Duration deadline) {
    return new NotReranked("the reranker did not answer in " + deadline.toMillis() + " ms");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
