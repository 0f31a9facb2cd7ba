package dev.freshet.query.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records from a bounded queue, by a thread of its own: Kafka's client may block where the
 * cluster is away, and no answer waits for that.
 */
final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final Duration PARTING = Duration.ofSeconds(2);

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Telemetry telemetry;
  private final BlockingQueue<Waiting> queue;
  private final AtomicLong warned =
      new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos() - 1);
  private final Thread writer;
  private volatile boolean closing;

  private record Waiting(ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> written) {}

  /**
   * @param producer with acks=all; the caller closes it, after this
   */
  AuditLog(String topic, Producer<byte[], byte[]> producer, int most, Telemetry telemetry) {
    this.topic = topic;
    this.producer = producer;
    this.telemetry = telemetry;
    this.queue = new ArrayBlockingQueue<>(most);
    this.writer = Thread.ofVirtual().name("audit").start(this::write);
  }

  /** Has a record written some time, or drops it where too many wait. */
  CompletableFuture<Void> add(String id, ObjectNode record) {
    var written = new CompletableFuture<Void>();
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    boolean taken =
        !closing
            && queue.offer(
                new Waiting(new ProducerRecord<>(topic, key, Reply.bytes(record)), written));
    if (!taken) {
      dropped(written, new Outage("kafka", "too many audit records wait for it", null));
    }
    return written;
  }

  /**
   * Has a record written, and waits until it is durable.
   *
   * @throws Outage where it is not in time
   */
  void require(String id, ObjectNode record, Duration patience) {
    try {
      add(id, record).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for an audit record was interrupted", e);
    } catch (ExecutionException e) {
      throw new Outage("kafka", "did not take an audit record", e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not make an audit record durable in time", e);
    }
  }

  private void write() {
    try {
      while (!closing || !queue.isEmpty()) {
        Waiting next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          send(next);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    queue.forEach(left -> dropped(left.written(), new Outage("kafka", "the service ends", null)));
  }

  private void send(Waiting waiting) {
    try {
      var _ =
          producer.send(
              waiting.record(),
              (_, failure) -> {
                if (failure == null) {
                  telemetry.audited();
                  waiting.written().complete(null);
                } else {
                  dropped(waiting.written(), failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      dropped(waiting.written(), e);
    }
  }

  private void dropped(CompletableFuture<Void> written, Exception why) {
    telemetry.auditDropped();
    written.completeExceptionally(why);
    long now = System.nanoTime();
    long last = warned.get();
    if (now - last > BETWEEN_WARNINGS.toNanos() && warned.compareAndSet(last, now)) {
      LOG.warn(
          "an audit record is dropped ({}); further ones are counted by freshet_audit_dropped_total",
          why.getMessage());
    }
  }

  /** Hands on what waits, for a moment, then drops the rest. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!writer.join(PARTING)) {
        writer.interrupt();
      }
    } catch (InterruptedException _) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
