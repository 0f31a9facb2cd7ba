package dev.freshet.query.deadletters;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.FlowPartition;
import dev.freshet.common.topics.SlowHeaders;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Puts letters back: on the slow lane's topic, as they were published, with the position and time
 * they had there. So they keep their version, and the fence decides whether that is still wanted.
 */
final class PuttingBack {
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Duration timeout;

  /**
   * @param topic of the slow lane
   * @param producer with acks=all
   * @param timeout how long a record may take to be durable
   */
  PuttingBack(String topic, Producer<byte[], byte[]> producer, Duration timeout) {
    this.topic = topic;
    this.producer = producer;
    this.timeout = timeout;
  }

  /**
   * Puts a letter back; durable when this returns.
   *
   * @param letter one without obstacle
   * @param record the same, whole
   */
  void put(Letter letter, ConsumerRecord<byte[], byte[]> record) {
    Position version = letter.version().orElseThrow();
    try {
      int partition = FlowPartition.of(version.log(), producer.partitionsFor(topic).size());
      await(
          producer.send(
              new ProducerRecord<>(
                  topic,
                  partition,
                  null,
                  record.key(),
                  record.value(),
                  SlowHeaders.of(
                      record.headers(), version, letter.sourceTime(), letter.attempt() + 1))));
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Waits until a record is durable.
   *
   * @throws Outage when it is not in time
   */
  void await(Future<RecordMetadata> sent) {
    try {
      sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not make the record durable in time", e);
    }
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return Problem.of(
          413,
          "Too large",
          "Kafka takes no record of this size on the slow lane: raise publish.max-bytes, and"
              + " max.message.bytes of the topic");
    }
    return new Outage("kafka", "did not take the record: " + cause.getMessage(), cause);
  }
}
