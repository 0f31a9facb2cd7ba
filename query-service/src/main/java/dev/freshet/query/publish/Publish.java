package dev.freshet.query.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.claim.Claim;
import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.common.claim.ClaimHeader;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;

/** Answers {@code PUT} and {@code DELETE /v1/documents/{id}}. */
public final class Publish implements AutoCloseable {
  private static final int UNIT = 64 << 10;

  private final PublishSettings settings;
  private final List<SourceTopic> sources;
  private final Producer<byte[], byte[]> producer;
  private final Body body;
  private final Semaphore held;
  private final Optional<ClaimDeposit> deposit;
  private final Semaphore uploads;

  /**
   * @param sources in order; the first live one is the default
   * @param producer one for all, with acks=all; closed here
   * @param deposit takes in what is too large for a record; empty: it is refused
   */
  public Publish(
      PublishSettings settings,
      List<SourceTopic> sources,
      Producer<byte[], byte[]> producer,
      Optional<ClaimDeposit> deposit) {
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.producer = producer;
    this.body = new Body(settings.maxBytes());
    this.held = new Semaphore(units(settings.maxHeldBytes()), true);
    this.deposit = deposit;
    this.uploads = new Semaphore(settings.uploads(), true);
  }

  private static int units(long bytes) {
    return (int) Math.max(1, (bytes + UNIT - 1) / UNIT);
  }

  /** Publishes a version. */
  public Reply put(Request request) {
    String topic = topic(request);
    byte[] key = key(request);
    Headers headers = PublishedHeaders.of(request, key, request.contentLength().orElse(0));
    if (body.isOver(request)) {
      return claimed(request, topic, headers, request.body());
    }
    int units = units(body.expected(request));
    take(held, units, "publish.max-held-bytes");
    try {
      InputStream stream = request.body();
      byte[] bytes = body.read(stream);
      return body.isOver(bytes)
          ? claimed(request, topic, headers, whole(bytes, stream))
          : accepted(request, send(topic, key, bytes, headers));
    } finally {
      held.release(units);
    }
  }

  /** Of a body that did not say how long it is. */
  private static InputStream whole(byte[] begun, InputStream rest) {
    return new SequenceInputStream(new ByteArrayInputStream(begun), rest);
  }

  private Reply claimed(Request request, String topic, Headers headers, InputStream bytes) {
    ClaimDeposit place = deposit.orElseThrow(body::tooLarge);
    ClaimedBody.check(place, request.contentLength().orElse(0));
    take(uploads, 1, PublishSettings.UPLOADS.key());
    try {
      DocumentIdentity identity =
          new DocumentIdentity(
              topic, request.caller().access().tenant(), new DocumentId(request.parameter("id")));
      Claim claim =
          place.deposit(
              identity, new ClaimedBody(bytes, place.maxBytes(), settings.uploadTimeout()));
      ClaimHeader.add(headers, claim);
      return accepted(request, send(topic, key(request), new byte[0], headers));
    } finally {
      uploads.release();
    }
  }

  /** Publishes the document's end. */
  public Reply delete(Request request) {
    String topic = topic(request);
    byte[] key = key(request);
    return accepted(request, send(topic, key, null, PublishedHeaders.of(request, key, 0)));
  }

  private static byte[] key(Request request) {
    return request.parameter("id").getBytes(StandardCharsets.UTF_8);
  }

  private String topic(Request request) {
    List<String> names = sources.stream().map(SourceTopic::topic).toList();
    Parameters parameters = Parameters.of(request, List.of("source"));
    String topic =
        parameters
            .text("source")
            .orElseGet(
                () ->
                    sources.stream()
                        .filter(s -> s.lane() == Lane.LIVE)
                        .map(SourceTopic::topic)
                        .findFirst()
                        .orElse(names.getFirst()));
    if (!names.contains(topic)) {
      throw Problem.field("source", Spelling.unknown("source", topic, names));
    }
    return topic;
  }

  private void take(Semaphore from, int units, String limit) {
    try {
      if (!from.tryAcquire(units, settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.of(
                503,
                "Busy",
                "too many files are being published at once: try again, or raise " + limit)
            .withHeader("Retry-After", "1");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Position send(String topic, byte[] key, byte[] value, Headers headers) {
    try {
      Future<RecordMetadata> sent =
          producer.send(new ProducerRecord<>(topic, null, null, key, value, headers));
      RecordMetadata metadata = sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Position(metadata.topic(), metadata.partition(), metadata.offset());
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (KafkaException e) {
      throw failed(e);
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not make the record durable in time", e);
    }
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return Problem.of(
              413,
              "Too large",
              "Kafka takes no record of this size: raise max.message.bytes of the topic, or publish"
                  + " a smaller file")
          .with("field", "body");
    }
    return new Outage("kafka", "did not take the record: " + cause.getMessage(), cause);
  }

  private static Outage interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Outage("kafka", "the wait for it was interrupted", e);
  }

  private static Reply accepted(Request request, Position position) {
    return Reply.json(
        202,
        JsonNodeFactory.instance
            .objectNode()
            .put("id", request.parameter("id"))
            .put("token", position.token()));
  }

  @Override
  public void close() {
    producer.close();
  }
}
