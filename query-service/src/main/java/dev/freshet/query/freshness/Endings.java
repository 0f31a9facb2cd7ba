package dev.freshet.query.freshness;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes null values beside whoever asks for them, who never waits. What cannot be taken or written
 * is left out, and asked for again at the next start.
 */
final class Endings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final int MAX_WAITING = 10_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().daemon().name("notice-endings").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private Producer<byte[], byte[]> producer;

  /**
   * @param producers makes a producer when the first one is needed; it is closed here
   */
  Endings(String topic, Supplier<Producer<byte[], byte[]>> producers) {
    this.topic = topic;
    this.producers = producers;
  }

  void end(byte[] key, int partition) {
    writer.execute(() -> write(key, partition));
  }

  private void write(byte[] key, int partition) {
    try {
      if (producer == null) {
        producer = producers.get();
      }
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, key, null),
              (_, e) -> {
                if (e != null) {
                  LOG.debug("a notice is not ended: {}", e.getMessage());
                }
              });
    } catch (KafkaException e) {
      LOG.debug("a notice is not ended: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    writer.getQueue().clear();
    writer.execute(
        () -> {
          if (producer != null) {
            producer.close(CLOSE_WITHIN);
          }
        });
    writer.shutdown();
    try {
      boolean _ = writer.awaitTermination(2 * CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
