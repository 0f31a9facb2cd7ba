package dev.freshet.ingest.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.topics.IndexEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is told on index-events, in the order of each source partition. */
public final class Told implements AutoCloseable {
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<IndexEvent> events = new ArrayList<>();

  /**
   * @param bootstrap the broker
   * @param topic of the events; there already
   */
  public Told(String bootstrap, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Reads until the condition holds, two minutes at most. */
  public void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(120);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("%s; told: %d", what, events.size()).isBefore(deadline);
      read();
    }
  }

  private void read() {
    if (consumer.assignment().isEmpty()) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList());
    }
    for (var record : consumer.poll(Duration.ofMillis(20))) {
      events.add(new IndexEventCodec().decode(record.value()));
    }
  }

  /** The offsets of a source partition that are told in a state, each once, as they came. */
  public List<Long> offsets(String source, int partition, DocumentState state) {
    return events.stream()
        .filter(event -> event.state() == state)
        .map(event -> event.origin().version().position())
        .filter(at -> at.topic().equals(source) && at.partition() == partition)
        .map(at -> at.offset())
        .distinct()
        .toList();
  }

  /** All events so far. */
  public List<IndexEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
