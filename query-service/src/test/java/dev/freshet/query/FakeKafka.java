package dev.freshet.query;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Stage;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.common.topics.PermissionNoticeCodec;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.erasure.Policy;
import dev.freshet.query.erasure.TopicPolicies;
import dev.freshet.query.flow.Backlog;
import dev.freshet.query.freshness.Ends;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own mocks: one partition of index events, one of documents. */
final class FakeKafka implements Kafka, Ends {
  static final String EVENTS = "freshet.index-events";
  private static final TopicPartition EVENTS_0 = new TopicPartition(EVENTS, 0);

  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  /** Registered watches. */
  final FakeWatchLog watches;

  final MockProducer<byte[], byte[]> producer;
  volatile Map<LogPartition, Range> ranges =
      Map.of(new LogPartition("documents", 0), new Range(0, 0));
  static final String PERMISSIONS = "freshet.permissions";
  private static final TopicPartition PERMISSIONS_0 = new TopicPartition(PERMISSIONS, 0);
  private long next;
  private long nextNotice;

  /**
   * @param told how many events the topic has at the start
   */
  FakeKafka(long told) {
    this(told, 0);
  }

  /**
   * @param told how many events the topic has at the start
   * @param noticed how many notices of permissions
   */
  FakeKafka(long told, long noticed) {
    this(told, noticed, new FakeWatchLog());
  }

  /** After a restart: what was embedded and registered is still there. */
  FakeKafka(long told, FakeKafka before) {
    this(told, 0, before.watches);
    embedded = before.embedded;
  }

  private FakeKafka(long told, long noticed, FakeWatchLog watches) {
    this.watches = watches;
    this.producer = watches.producer();
    consumer.updatePartitions(EVENTS, List.of(new PartitionInfo(EVENTS, 0, null, null, null)));
    consumer.updatePartitions(
        PERMISSIONS, List.of(new PartitionInfo(PERMISSIONS, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(EVENTS_0, 0L, PERMISSIONS_0, 0L));
    consumer.updateEndOffsets(Map.of(EVENTS_0, told, PERMISSIONS_0, noticed));
  }

  /** Tells an event; it is handed out by one of the next polls. */
  void tell(IndexEvent event) {
    tell(List.of(event));
  }

  /** Tells events; they are handed out together by one of the next polls. */
  void tell(List<IndexEvent> events) {
    consumer.schedulePollTask(
        () ->
            events.forEach(
                event ->
                    consumer.addRecord(
                        new ConsumerRecord<>(
                            EVENTS, 0, next++, null, new IndexEventCodec().encode(event)))));
  }

  /** Tells who may read a version; it is handed out by one of the next polls. */
  void notice(PermissionNotice notice) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    PERMISSIONS,
                    0,
                    nextNotice++,
                    PermissionNoticeCodec.key(notice),
                    new PermissionNoticeCodec().encode(notice))));
  }

  @Override
  public Consumer<byte[], byte[]> member(String group) {
    return watches.consumer();
  }

  /** Embedded documents, of all generations. */
  volatile FakeLog embedded = new FakeLog();

  @Override
  public Consumer<byte[], byte[]> documents() {
    return embedded.consumer();
  }

  /** What the followers of further generations are given, in the order in which they ask. */
  final Queue<FakeKafka> others = new ConcurrentLinkedQueue<>();

  @Override
  public Consumer<byte[], byte[]> consumer() {
    if (Thread.currentThread().getName().equals("watches-registered")) {
      return watches.consumer();
    }
    FakeKafka other = others.poll();
    return other == null ? consumer : other.consumer;
  }

  /** The records that were sent to this topic can be read back; of no other. */
  volatile String readable = "";

  @Override
  public Consumer<byte[], byte[]> pieces() {
    if (readable.isEmpty()) {
      throw new IllegalStateException("no dead letters here");
    }
    return SentRecords.of(readable, producer.history());
  }

  @Override
  public Producer<byte[], byte[]> producer() {
    return producer;
  }

  @Override
  public Ends ends(List<String> sources) {
    return this;
  }

  @Override
  public Backlog backlog(TopicNames topics, String documents, String generation) {
    return new Backlog() {
      @Override
      public Map<Stage, Long> waiting() {
        return Map.of(Stage.PARSE, 3L);
      }

      @Override
      public Map<Stage, Long> waitingSlow() {
        return Map.of(Stage.PARSE, 1L);
      }

      @Override
      public Progress progress() {
        return new Progress(5, 5);
      }
    };
  }

  /** What is told of topics. */
  volatile Supplier<Map<String, Policy>> policies = HashMap::new;

  @Override
  public TopicPolicies policies() {
    return (_, _) -> policies.get();
  }

  @Override
  public Map<LogPartition, Range> ranges() {
    return ranges;
  }

  @Override
  public Map<LogPartition, Long> at(Instant time) {
    return Map.of(
        new LogPartition("documents", 0), ranges.get(new LogPartition("documents", 0)).end());
  }

  @Override
  public void close() {
    // The mocks are closed by those who use them.
  }
}
