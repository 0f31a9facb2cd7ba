package dev.freshet.evaluation.load;

import dev.freshet.common.document.Origin;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the embed job wrote: the very passages that were embedded. */
public final class EmbeddedTopic {
  private EmbeddedTopic() {}

  /**
   * A document as it was embedded.
   *
   * @param origin which version of which document
   * @param document its passages with their vectors
   */
  public record Embedded(Origin origin, EmbeddedDocument document) {}

  /** Every document on the topic, in the order of its partitions. */
  public static List<Embedded> read(int kafkaPort, String topic) {
    FlowCodec<EmbeddedDocument> codec = new FlowCodec<>(new EmbeddedDocumentCodec());
    List<Embedded> documents = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  FlowRecord<EmbeddedDocument> read =
                      codec.decode(record.value(), record.headers());
                  if (read.outcome()
                      instanceof Outcome.Content<EmbeddedDocument>(EmbeddedDocument document)) {
                    documents.add(new Embedded(read.origin(), document));
                  }
                });
      }
    }
    return documents;
  }
}
