package dev.freshet.query.verify;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowPartition;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Outcome;
import dev.freshet.common.topics.SlowHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Puts records where the slow lane reads them once more, as the versions that they are. Nothing is
 * written to the store from here: the fence decides what is still wanted. The slow lane's topics,
 * under keys of their own, because on the others compaction would take an old version for the
 * newest.
 */
final class Mender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);

  private final VerifiedGeneration generation;
  private final Records records;
  private final Producer<byte[], byte[]> producer;
  private final FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());

  /**
   * @param producer with acks=all; the caller closes it
   */
  Mender(VerifiedGeneration generation, Records records, Producer<byte[], byte[]> producer) {
    this.generation = generation;
    this.records = records;
    this.producer = producer;
  }

  /**
   * Sends what mends it; durable when this returns.
   *
   * @return why it cannot be mended; empty where it was sent
   */
  Optional<String> send(Suspect suspect) {
    Statement statement = suspect.statement();
    return suspect.difference().kind() == Kind.ORPHAN
        ? orphans(statement)
        : switch (statement.place()) {
          case EMBEDDED -> embedded(statement);
          case PARSED -> parsed(statement);
          case SOURCE, EVENTS, STORE -> source(statement);
        };
  }

  private Optional<String> orphans(Statement statement) {
    Origin origin = new Origin(statement.identity(), statement.version(), List.of());
    FlowCodec.Encoded encoded = codec.encode(new FlowRecord<>(origin, new Outcome.Superseded<>()));
    Headers headers = new RecordHeaders(encoded.headers().toArray()).add(HeaderNames.MEND, TRUE);
    send(embedded(), statement.version().position().log(), encoded.key(), encoded.value(), headers);
    return Optional.empty();
  }

  private String embedded() {
    return generation.topics().embedded(generation.name(), Lane.SLOW);
  }

  private Optional<String> embedded(Statement statement) {
    Optional<ConsumerRecord<byte[], byte[]>> record = statement.at().flatMap(records::at);
    record.ifPresent(
        found -> {
          Headers headers = new RecordHeaders(found.headers().toArray());
          headers.remove(HeaderNames.MEND);
          headers.add(HeaderNames.MEND, TRUE);
          again(embedded(), "=", statement, found, headers);
        });
    return record.isPresent() ? Optional.empty() : gone(statement);
  }

  private Optional<String> parsed(Statement statement) {
    Optional<ConsumerRecord<byte[], byte[]>> record = statement.at().flatMap(records::at);
    // As the embed job puts a document there that is too much for a fast lane.
    record.ifPresent(
        found ->
            again(generation.topics().parsed(Lane.SLOW), "+", statement, found, found.headers()));
    return record.isPresent() ? Optional.empty() : gone(statement);
  }

  private void again(
      String topic,
      String mark,
      Statement statement,
      ConsumerRecord<byte[], byte[]> record,
      Headers headers) {
    byte[] key = (mark + statement.identity().key()).getBytes(StandardCharsets.UTF_8);
    send(topic, statement.version().position().log(), key, record.value(), headers);
  }

  /** As a dead letter is replayed. */
  private Optional<String> source(Statement statement) {
    Version version = statement.version();
    Position position = version.position();
    Optional<ConsumerRecord<byte[], byte[]>> record = records.at(position);
    record.ifPresent(
        found ->
            send(
                generation.topics().slow(),
                position.log(),
                found.key(),
                found.value(),
                SlowHeaders.of(
                    found.headers(), position, Instant.ofEpochMilli(found.timestamp()), 2)));
    return record.isPresent() ? Optional.empty() : gone(statement);
  }

  private static Optional<String> gone(Statement statement) {
    return Optional.of(
        "no topic keeps a record of version "
            + statement.version()
            + " any more: publish the document again");
  }

  private void send(String topic, LogPartition source, byte[] key, byte[] value, Headers headers) {
    try {
      int partition = FlowPartition.of(source, producer.partitionsFor(topic).size());
      producer
          .send(new ProducerRecord<>(topic, partition, null, key, value, headers))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    } catch (ExecutionException e) {
      throw new Outage("kafka", "did not take the record: " + e.getCause().getMessage(), e);
    } catch (TimeoutException | KafkaException e) {
      throw new Outage("kafka", "did not take the record: " + e.getMessage(), e);
    }
  }
}
