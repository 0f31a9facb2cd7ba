package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Pushes one event to a target. Safe to use from many threads. */
final class Pushing implements AutoCloseable {
  private static final String ID = "Freshet-Event-Id";

  private final TargetSettings settings;
  private final TargetReader targets;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final HttpClient http;

  /**
   * @param producer with acks=all; the caller closes it
   */
  Pushing(
      TargetSettings settings,
      TargetReader targets,
      Producer<byte[], byte[]> producer,
      InstantSource clock) {
    this.settings = settings;
    this.targets = targets;
    this.producer = producer;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  /** Tries once; what went wrong, for a person, or empty. */
  Optional<String> push(Registered watch, Event event) throws InterruptedException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id(watch, event));
    node.put("watch", watch.id());
    node.put("event", event.kind().label());
    node.set("data", event.data());
    byte[] body = Reply.bytes(node);
    return switch (watch.target()) {
      case Target.Webhook webhook -> post(webhook, watch, event, body);
      case Target.Topic topic -> send(topic, watch, event, body);
    };
  }

  /** Equal for an event that is pushed again. */
  private static String id(Registered watch, Event event) {
    return watch.id() + ":" + event.id().orElse("");
  }

  private Optional<String> post(Target.Webhook webhook, Registered watch, Event event, byte[] body)
      throws InterruptedException {
    try {
      targets.requireAllowed(webhook.url());
      String time = Long.toString(clock.instant().getEpochSecond());
      HttpResponse<Void> response =
          http.send(
              HttpRequest.newBuilder(webhook.url())
                  .timeout(settings.timeout())
                  .header("Content-Type", Reply.JSON)
                  .header(ID, id(watch, event))
                  .header("Freshet-Timestamp", time)
                  .header("Freshet-Signature", "sha256=" + signature(webhook, time, body))
                  .POST(BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.discarding());
      return response.statusCode() / 100 == 2
          ? Optional.empty()
          : Optional.of("it answers " + response.statusCode());
    } catch (Problem e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      return Optional.of("it does not answer: " + e.getClass().getSimpleName());
    }
  }

  private static String signature(Target.Webhook webhook, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(webhook.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private Optional<String> send(Target.Topic topic, Registered watch, Event event, byte[] body)
      throws InterruptedException {
    try {
      byte[] key =
          event
              .document()
              .map(one -> one.id().value().getBytes(StandardCharsets.UTF_8))
              .orElse(null);
      var record = new ProducerRecord<>(topic.name(), key, body);
      record.headers().add(ID, id(watch, event).getBytes(StandardCharsets.UTF_8));
      producer.send(record).get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of("kafka: " + e.getCause().getMessage());
    } catch (TimeoutException _) {
      return Optional.of("kafka did not answer in time");
    } catch (KafkaException e) {
      return Optional.of("kafka: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
