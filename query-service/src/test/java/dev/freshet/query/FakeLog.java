package dev.freshet.query;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Passage;
import dev.freshet.common.document.Position;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.EmbeddedDocumentCodec;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.FlowRecord;
import dev.freshet.common.topics.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** A log of embedded documents, one partition a topic, that any number of consumers may read. */
public final class FakeLog {
  private static final FlowCodec<EmbeddedDocument> CODEC =
      new FlowCodec<>(new EmbeddedDocumentCodec());
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
  private final Map<String, Long> read = new HashMap<>();

  /** There is such a topic. */
  public synchronized void topic(String name) {
    topics.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /** Puts a version with one passage a text at an offset, whatever lies before it. */
  public Position put(IndexEvent told, Metadata metadata, List<String> texts, Vector vector) {
    List<EmbeddedPassage> passages =
        IntStream.range(0, texts.size())
            .mapToObj(
                i ->
                    new EmbeddedPassage(
                        new Passage(
                            Integer.toHexString(texts.get(i).hashCode()),
                            i,
                            List.of(),
                            Optional.empty(),
                            texts.get(i),
                            5),
                        vector,
                        false))
            .toList();
    return put(told, new Outcome.Content<>(new EmbeddedDocument(metadata, passages, List.of())));
  }

  /** Puts a record about a version where its event says it was read. */
  public synchronized Position put(IndexEvent told, Outcome<EmbeddedDocument> outcome) {
    Origin origin = told.origin();
    FlowCodec.Encoded encoded = CODEC.encode(new FlowRecord<>(origin, outcome));
    topic(told.input().topic());
    topics
        .get(told.input().topic())
        .add(
            new ConsumerRecord<>(
                told.input().topic(),
                told.input().partition(),
                told.input().offset(),
                0L,
                TimestampType.CREATE_TIME,
                encoded.key().length,
                encoded.value().length,
                encoded.key(),
                encoded.value(),
                encoded.headers(),
                Optional.empty()));
    return told.input();
  }

  /** Whether somebody has read so far. */
  public synchronized boolean isRead(String topic, long offset) {
    return read.getOrDefault(topic, -1L) >= offset;
  }

  private synchronized void read(ConsumerRecords<byte[], byte[]> records) {
    records.forEach(record -> read.merge(record.topic(), record.offset(), Math::max));
  }

  private synchronized List<ConsumerRecord<byte[], byte[]>> from(String topic, long offset) {
    return topics.getOrDefault(topic, List.of()).stream()
        .filter(record -> record.offset() >= offset)
        .toList();
  }

  /** One more reader. */
  public synchronized Consumer<byte[], byte[]> consumer() {
    var consumer =
        new MockConsumer<byte[], byte[]>("earliest") {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
            boolean none = true;
            for (TopicPartition partition : assignment()) {
              if (!paused().contains(partition)) {
                for (var record : from(partition.topic(), position(partition))) {
                  addRecord(record);
                  none = false;
                }
              }
            }
            if (none) {
              LockSupport.parkNanos(Math.min(wait.toNanos(), 1_000_000));
            }
            ConsumerRecords<byte[], byte[]> records = super.poll(wait);
            read(records);
            return records;
          }
        };
    topics
        .keySet()
        .forEach(
            topic -> {
              consumer.updatePartitions(
                  topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
              consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
            });
    return consumer;
  }
}
