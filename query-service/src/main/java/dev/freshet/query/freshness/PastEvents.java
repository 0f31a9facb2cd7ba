package dev.freshet.query.freshness;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Niceness;
import dev.freshet.common.scheduling.Worker;
import dev.freshet.common.topics.IndexEventCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of before a checkpoint, once, for those who only count them: they are read behind
 * everything else and keep nobody waiting. Kafka not answering is tried again for as long as it
 * takes.
 */
final class PastEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PastEvents.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PARTING = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final java.util.function.Consumer<IndexEvent> listener;
  private final IndexEventCodec codec = new IndexEventCodec();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Worker worker = new Worker("past-events", PARTING, Niceness.BEHIND.of(this::run));
  private volatile Consumer<byte[], byte[]> current;

  /**
   * @param listener hears each of them, on a thread of its own
   */
  PastEvents(
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      java.util.function.Consumer<IndexEvent> listener) {
    this.topic = topic;
    this.consumers = consumers;
    this.listener = listener;
  }

  /**
   * Begins to read, to be called once.
   *
   * @param until the first offset that is not read, by partition
   */
  void read(Map<TopicPartition, Long> until) {
    ends.putAll(until);
    worker.start();
  }

  private void run() {
    while (isLeft()) {
      try {
        readOn();
      } catch (WakeupException _) {
        // Only close() wakes the consumer; the loop's condition sees it.
      } catch (Outage | KafkaException e) {
        LOG.warn("{} of before the start is not read: {}; trying again", topic, e.getMessage());
        worker.pause(PAUSE);
      } catch (RuntimeException e) {
        LOG.error("{} of before the start is not read on: what counts it stays short", topic, e);
        return;
      }
    }
  }

  private boolean isLeft() {
    return worker.goesOn() && !ends.isEmpty();
  }

  private void readOn() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      next.forEach(consumer::seek);
      while (isLeft()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
        // By positions, for the last records before an end may have been compacted away.
        if (ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())) {
          consumer.assign(ends.keySet());
        }
      }
    } finally {
      current = null;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (record.value() != null && record.offset() < ends.get(partition)) {
      try {
        listener.accept(codec.decode(record.value()));
      } catch (IllegalArgumentException e) {
        LOG.error(
            "record {} of {} is no index event and is left out", record.offset(), partition, e);
      }
    }
    next.put(partition, record.offset() + 1);
  }

  /** Ends the reading, wherever it is. */
  @Override
  public void close() {
    worker.stop();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    worker.close();
  }
}
