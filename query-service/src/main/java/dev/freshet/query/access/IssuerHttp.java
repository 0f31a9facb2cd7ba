package dev.freshet.query.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an issuer for its keys: OpenID Connect Discovery 1.0 says where they are. Follows no
 * redirect, reads at most 1 MiB, and waits at most 5 s for each of the two answers.
 */
final class IssuerHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI issuer;

  IssuerHttp(URI issuer) {
    this.issuer = issuer;
  }

  /**
   * The issuer's keys as it publishes them now.
   *
   * @throws IOException where it does not, saying why
   */
  JWKSet keys() throws IOException, InterruptedException {
    String base = issuer.toString().replaceAll("/+$", "");
    JsonNode discovered =
        JSON.readTree(get(URI.create(base + "/.well-known/openid-configuration")));
    if (discovered == null || !discovered.path("issuer").asText().equals(issuer.toString())) {
      throw new IOException("its discovery document is another issuer's");
    }
    try {
      URI place = URI.create(discovered.path("jwks_uri").asText());
      if (!IssuerSettings.trusted(place)) {
        throw new IOException("its jwks_uri is no https address");
      }
      return JWKSet.parse(get(place));
    } catch (IllegalArgumentException | ParseException e) {
      throw new IOException("its keys cannot be read", e);
    }
  }

  private String get(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(uri.getPath() + " answered " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (ExecutionException e) {
      throw new IOException(uri.getPath() + " did not answer: " + cause(e), e);
    } catch (TimeoutException e) {
      throw new IOException(uri.getPath() + " did not answer within " + PATIENCE, e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
