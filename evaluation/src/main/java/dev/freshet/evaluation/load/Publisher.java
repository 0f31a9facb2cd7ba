package dev.freshet.evaluation.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A plain Kafka producer, as any publisher would use it. */
public final class Publisher implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /**
   * @param port the broker's, on loopback
   */
  public Publisher(int port) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "acks",
                "all",
                "linger.ms",
                "0",
                "max.request.size",
                "60000000",
                "buffer.memory",
                "134217728"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Publishes one text and waits until it is acknowledged. */
  public void publish(String topic, Corpus.Text text) {
    publish(topic, List.of(text));
  }

  /** Publishes all and waits until all are acknowledged. */
  public void publish(String topic, List<Corpus.Text> texts) {
    texts.forEach(text -> sent.add(producer.send(record(topic, text))));
    flush();
  }

  /** Deletes a document; {@link #flush} waits for it. */
  public void delete(String topic, String id) {
    sent.add(producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), null)));
  }

  /** Publishes bytes of any kind under a file name; {@link #flush} waits for it. */
  public void publish(String topic, String id, String filename, byte[] bytes) {
    publish(topic, id, filename, "", bytes);
  }

  /** The same; a content type is said where it is not empty. */
  public void publish(String topic, String id, String filename, String contentType, byte[] bytes) {
    var record = record(topic, id, filename, bytes);
    if (!contentType.isEmpty()) {
      record.headers().add("content-type", contentType.getBytes(StandardCharsets.UTF_8));
    }
    sent.add(producer.send(record));
  }

  /**
   * Publishes one text and waits until it is acknowledged. May be called from several threads.
   *
   * @return its token
   */
  public String published(String topic, Corpus.Text text) {
    return acknowledged(record(topic, text));
  }

  /**
   * The same with bytes of any kind under a file name; null deletes the document.
   *
   * @return its token
   */
  public String published(String topic, String id, String filename, byte[] bytes) {
    return acknowledged(record(topic, id, filename, bytes));
  }

  private String acknowledged(ProducerRecord<byte[], byte[]> record) {
    try {
      RecordMetadata at = producer.send(record).get();
      return at.topic() + "-" + at.partition() + "@" + at.offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          new String(record.key(), StandardCharsets.UTF_8) + " was not acknowledged", e.getCause());
    }
  }

  /** Sends a record between the jobs; {@link #flush} waits for it. */
  public void send(String topic, int partition, byte[] key, byte[] value, Headers headers) {
    sent.add(producer.send(new ProducerRecord<>(topic, partition, key, value, headers)));
  }

  /**
   * Waits until all is acknowledged.
   *
   * @throws IllegalStateException when something was not
   */
  public void flush() {
    producer.flush();
    if (sent.stream().anyMatch(send -> send.state() != Future.State.SUCCESS)) {
      throw new IllegalStateException("not everything published was acknowledged");
    }
    sent.clear();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String id, String filename, byte[] bytes) {
    var record = new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), bytes);
    record.headers().add("filename", filename.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, Corpus.Text text) {
    var record =
        new ProducerRecord<>(
            topic,
            text.id().getBytes(StandardCharsets.UTF_8),
            text.text().getBytes(StandardCharsets.UTF_8));
    record.headers().add("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
    text.publishedAt()
        .ifPresent(
            at ->
                record
                    .headers()
                    .add("published-at", at.toString().getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}
