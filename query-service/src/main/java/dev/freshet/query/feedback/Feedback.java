package dev.freshet.query.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.common.failure.Outage;
import dev.freshet.query.audit.AuditSettings.Text;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Answers {@code POST /v1/feedback}. */
public final class Feedback implements Handler {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String EXAMPLE =
      "{\"queryId\":\"…\",\"document\":\"handbook.pdf\",\"helpful\":true}";

  private final Text policy;
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;

  /**
   * @param policy what is recorded of what users write
   * @param topic of the records
   * @param producer with acks=all; the caller closes it, after this
   */
  public Feedback(
      Text policy, String topic, Producer<byte[], byte[]> producer, InstantSource clock) {
    this.policy = policy;
    this.topic = topic;
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * When it returns, the judgement is durable.
   *
   * @throws Outage where Kafka does not take it in time; it may still land afterwards
   */
  @Override
  public Reply handle(Request request) {
    Judgement judgement = Judgement.of(JsonBody.read(request.body(), EXAMPLE), policy);
    byte[] value = Reply.bytes(judgement.json(request.caller(), clock.instant()));
    byte[] key = judgement.queryId().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topic, key, value));
    return Reply.json(
        202, JsonNodeFactory.instance.objectNode().put("queryId", judgement.queryId()));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    } catch (ExecutionException e) {
      throw new Outage("kafka", "takes no feedback: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not answer in " + PATIENCE.toSeconds() + " s", e);
    } catch (KafkaException | IllegalStateException e) {
      throw new Outage("kafka", "takes no feedback: " + e.getMessage(), e);
    }
  }
}
