package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.IndexEventCodec;
import dev.freshet.query.FakeCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where a start begins to read, and what is heard of before that. */
class FollowerTest {
  private static final TopicPartition EVENTS = new TopicPartition("index-events", 0);
  private static final TopicPartition NOTICES = new TopicPartition("permissions", 0);
  private static final LogPartition DOCUMENTS = new LogPartition("documents", 0);
  private static final LogPartition INPUT = new LogPartition("embedded.g", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final FreshnessSettings SETTINGS =
      new FreshnessSettings(
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          10,
          Duration.ofMinutes(1));

  private final FakeCatalogue catalogue = new FakeCatalogue();
  private volatile boolean unreachable;
  private final List<IndexEvent> topic = new CopyOnWriteArrayList<>();

  /** Everything told is readable. */
  private static final class WholeStore implements PassageSearcher {
    @Override
    public ReadPoint readable() {
      return new ReadPoint(Map.of(INPUT, Long.MAX_VALUE));
    }

    @Override
    public long count(ReadPoint at) {
      return 0;
    }

    @Override
    public Snapshot open(ReadPoint at) {
      throw new UnsupportedOperationException("nobody searches here");
    }
  }

  /** A follower with what it read and what its listener heard. */
  private final class Run implements AutoCloseable {
    private final BlockingQueue<IndexEvent> heard = new LinkedBlockingQueue<>();
    private final List<Long> read = new CopyOnWriteArrayList<>();
    private final Watermarks watermarks =
        new Watermarks(catalogue::find, new History(Duration.ofMinutes(1)));
    private final Follower follower;

    Run() {
      var telemetry = new MicrometerTelemetry();
      var notices =
          new NoticeReader(
              NOTICES.topic(),
              catalogue,
              new Notices(10),
              (_, _) -> {},
              telemetry,
              InstantSource.system());
      follower =
          new Follower(
              SETTINGS,
              EVENTS.topic(),
              this::consumer,
              catalogue,
              new WholeStore(),
              watermarks,
              notices,
              heard::add,
              () -> true,
              telemetry);
      follower.start();
    }

    private Consumer<byte[], byte[]> consumer() {
      if (unreachable) {
        throw new Outage("kafka", "nobody answers", null);
      }
      boolean follows = Thread.currentThread().getName().equals("index-events");
      var consumer =
          new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public synchronized void assign(Collection<TopicPartition> partitions) {
              boolean first = assignment().isEmpty() && partitions.contains(EVENTS);
              super.assign(partitions);
              for (int i = 0; first && i < topic.size(); i++) {
                byte[] value = new IndexEventCodec().encode(topic.get(i));
                addRecord(new ConsumerRecord<>(EVENTS.topic(), 0, i, null, value));
              }
            }

            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
              ConsumerRecords<byte[], byte[]> records = super.poll(wait);
              if (follows) {
                records.forEach(record -> read.add(record.offset()));
              }
              return records;
            }
          };
      for (TopicPartition partition : List.of(EVENTS, NOTICES)) {
        consumer.updatePartitions(
            partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
      }
      consumer.updateBeginningOffsets(Map.of(EVENTS, 0L, NOTICES, 0L));
      consumer.updateEndOffsets(Map.of(EVENTS, (long) topic.size(), NOTICES, 0L));
      return consumer;
    }

    /** Until so many events are heard, and the past is shown. */
    List<IndexEvent> hears(int events) throws InterruptedException {
      List<IndexEvent> all = new ArrayList<>();
      while (all.size() < events) {
        IndexEvent next = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(next).as("event %d of %d", all.size(), events).isNotNull();
        all.add(next);
      }
      watermarks.await(_ -> watermarks.isOpen(), PATIENCE.toNanos());
      assertThat(watermarks.isOpen()).isTrue();
      return all;
    }

    void awaitCheckpoint() {
      await(() -> !catalogue.checkpoint().isEmpty());
    }

    void awaitTrouble() {
      await(() -> follower.trouble().isPresent());
    }

    private void await(BooleanSupplier wanted) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!wanted.getAsBoolean() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(wanted.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
      follower.close();
    }
  }

  private void tell(String id, DocumentState state) {
    Position input = INPUT.at(topic.size());
    Position version = DOCUMENTS.at(topic.size());
    topic.add(Events.told(id, version, Instant.now(), state, input, Optional.empty()));
  }

  @Test
  void started_itReadsAll() throws Exception {
    tell("a", DocumentState.INDEXED);
    tell("b", DocumentState.DEFERRED);
    try (Run run = new Run()) {
      assertThat(run.hears(2)).isEqualTo(topic);
      assertThat(run.read).containsExactly(0L, 1L);
      assertThat(run.watermarks.state().has(DOCUMENTS.at(0))).isTrue();
      assertThat(run.watermarks.state().has(DOCUMENTS.at(1))).isFalse();
    }
  }

  @Test
  void startedAgain_itReadsOnlyWhatWasToldSince_andItsListenerHearsThePast() throws Exception {
    tell("a", DocumentState.INDEXED);
    tell("b", DocumentState.DEFERRED);
    try (Run run = new Run()) {
      run.hears(2);
    }
    tell("c", DocumentState.INDEXED);
    try (Run again = new Run()) {
      assertThat(again.hears(3)).containsExactlyInAnyOrderElementsOf(topic);
      assertThat(again.read).containsExactly(2L);
      assertThat(again.watermarks.state().mark(DOCUMENTS)).isEqualTo(2);
      assertThat(again.watermarks.state().has(DOCUMENTS.at(0))).isTrue();
      assertThat(again.watermarks.state().has(DOCUMENTS.at(1))).isFalse();
      assertThat(catalogue.applied).extracting(Position::offset).containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void started_overACatalogueThatHasAllButNoCheckpoint_itMakesOne() throws Exception {
    tell("a", DocumentState.INDEXED);
    catalogue.apply(topic.getFirst(), new Position(EVENTS.topic(), 0, 0));
    catalogue.commit("");
    try (Run run = new Run()) {
      run.hears(1);
      run.awaitCheckpoint();
    }
  }

  @Test
  void endedBeforeItReached_orWhileAnEventWaits_itLeavesTheCheckpointAsItWas() throws Exception {
    tell("a", DocumentState.INDEXED);
    try (Run run = new Run()) {
      run.hears(1);
    }
    String checkpoint = catalogue.checkpoint();
    assertThat(checkpoint).isNotEmpty();
    unreachable = true;
    try (Run run = new Run()) {
      run.awaitTrouble();
    }
    assertThat(catalogue.checkpoint()).isEqualTo(checkpoint);

    unreachable = false;
    Optional<Position> after = Optional.of(new Position("embedded.bulk.g", 0, 0));
    topic.add(
        Events.told(
            "b", DOCUMENTS.at(1), Instant.now(), DocumentState.INDEXED, INPUT.at(1), after));
    try (Run run = new Run()) {
      run.hears(2);
      assertThat(run.watermarks.state().mark(DOCUMENTS)).isZero();
    }
    assertThat(catalogue.checkpoint()).isEqualTo(checkpoint);
  }

  @Test
  void startedAgain_withNothingToldSince_itIsReadyAtOnce() throws Exception {
    tell("a", DocumentState.INDEXED);
    try (Run run = new Run()) {
      run.hears(1);
    }
    try (Run again = new Run()) {
      again.hears(1);
      assertThat(again.read).isEmpty();
      assertThat(again.watermarks.state().point()).isEqualTo(new ReadPoint(Map.of(INPUT, 0L)));
    }
  }

  @Test
  void startedAgain_overATopicThatEndsBeforeWhatWasRead_itReadsAll() throws Exception {
    tell("a", DocumentState.INDEXED);
    tell("b", DocumentState.INDEXED);
    try (Run run = new Run()) {
      run.hears(2);
    }
    topic.removeLast();
    try (Run again = new Run()) {
      assertThat(again.hears(1)).isEqualTo(topic);
      assertThat(again.read).containsExactly(0L);
      assertThat(again.watermarks.state().mark(DOCUMENTS)).isEqualTo(0);
    }
  }
}
