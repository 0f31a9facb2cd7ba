package dev.freshet.stores.qdrant;

import com.google.common.util.concurrent.ListenableFuture;
import dev.freshet.common.failure.Outage;
import io.grpc.Metadata;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The connection: whatever goes wrong there is an Outage that says what was asked. */
class QdrantServer implements AutoCloseable {
  private static final Metadata.Key<String> RETRY_AFTER =
      Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);

  /** The server knows the deadline too and is told to end first. */
  private static final int GRACE = 2;

  private final QdrantClient client;
  private final String address;
  private final Duration timeout;

  /**
   * Connects when it is asked first.
   *
   * @throws IllegalArgumentException when the address is none
   */
  QdrantServer(QdrantSettings settings) {
    int colon = settings.address().lastIndexOf(':');
    int port = colon < 1 ? -1 : port(settings.address().substring(colon + 1));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "qdrant.address is \"" + settings.address() + "\": give host:port, such as qdrant:6334");
    }
    QdrantGrpcClient.Builder builder =
        QdrantGrpcClient.newBuilder(
                settings.address().substring(0, colon), port, settings.tls(), false)
            .withTimeout(settings.timeout());
    if (!settings.apiKey().isEmpty()) {
      builder.withApiKey(settings.apiKey());
    }
    this.client = new QdrantClient(builder.build());
    this.address = settings.address();
    this.timeout = settings.timeout();
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /**
   * Asks and waits.
   *
   * @param what is asked, for the message
   * @throws Outage when it does not answer, or not well
   */
  <T> T ask(String what, Function<QdrantClient, ListenableFuture<T>> question) {
    ListenableFuture<T> answer = question.apply(client);
    try {
      return answer.get(timeout.multipliedBy(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new Outage("qdrant", "interrupted while it was asked to " + what, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw outage(what, "no answer within " + timeout.multipliedBy(GRACE).toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Status status = Status.fromThrowable(e.getCause());
      throw new Outage(
          "qdrant",
          said(
              what,
              status.getCode() + " " + Optional.ofNullable(status.getDescription()).orElse("")),
          e.getCause(),
          retryAfter(e.getCause()));
    }
  }

  private Outage outage(String what, String instead, Exception cause) {
    return new Outage("qdrant", said(what, instead), cause);
  }

  private String said(String what, String instead) {
    return address + ", asked to " + what + ": " + instead.strip();
  }

  private static Optional<Duration> retryAfter(Throwable failure) {
    return Optional.ofNullable(Status.trailersFromThrowable(failure))
        .map(trailers -> trailers.get(RETRY_AFTER))
        .filter(text -> text.chars().allMatch(Character::isDigit) && text.length() < 6)
        .filter(text -> !text.isEmpty())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  @Override
  public void close() {
    client.close();
  }
}
