package dev.freshet.query.freshness;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Worker;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.IndexEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code index-events} and {@code permissions} on a thread of its own, for as long as it
 * takes.
 *
 * <p>It begins where the catalogue's last commit was, with the {@link Checkpoint} made then; the
 * events before that one are told to its listener only, beside the line ({@link PastEvents}).
 * Without one it reads from the start: the topic is compacted and so holds the last event of every
 * document, among them the last of every source partition, which is its watermark. Events that the
 * catalogue holds durably are only looked at. Notices of permissions are heeded until an event
 * settles them, and are read from the first that was not over; where too many are held, no more are
 * read until some are.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration PARTING = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Catalogue catalogue;
  private final PassageSearcher searcher;
  private final Watermarks watermarks;
  private final NoticeReader notices;
  private final java.util.function.Consumer<IndexEvent> listener;
  private final BooleanSupplier serves;
  private final Telemetry telemetry;
  private final CatalogueRhythm rhythm;
  private final IndexEventCodec codec = new IndexEventCodec();
  private final PastEvents past;
  private final Progress progress;
  private final List<Notices.Out> outs = new ArrayList<>();
  private final Worker worker = new Worker("index-events", PARTING, this::run);
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Consumer<byte[], byte[]> current;

  Follower(
      FreshnessSettings settings,
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Catalogue catalogue,
      PassageSearcher searcher,
      Watermarks watermarks,
      NoticeReader notices,
      java.util.function.Consumer<IndexEvent> listener,
      BooleanSupplier serves,
      Telemetry telemetry) {
    this.topic = topic;
    this.consumers = consumers;
    this.catalogue = catalogue;
    this.searcher = searcher;
    this.watermarks = watermarks;
    this.notices = notices;
    this.listener = listener;
    this.serves = serves;
    this.telemetry = telemetry;
    this.rhythm = new CatalogueRhythm(catalogue, settings);
    this.past = new PastEvents(topic, consumers, listener);
    this.progress = new Progress(topic, notices, catalogue, watermarks);
  }

  void start() {
    worker.start();
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (worker.goesOn()) {
      long began = System.nanoTime();
      try {
        follow();
      } catch (WakeupException _) {
        // Only close() wakes the consumer; the loop's condition sees it.
      } catch (Outage | KafkaException e) {
        telemetry.outage(e instanceof Outage outage ? outage.dependency() : "kafka");
        trouble = Optional.of(String.valueOf(e.getMessage()));
        LOG.warn("index events: {}; trying again in {} ms", e.getMessage(), pause.toMillis());
        boolean worked = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
        pause = worked ? FIRST_PAUSE : longer(pause);
        worker.pause(pause);
      } catch (RuntimeException e) {
        trouble = Optional.of("ended by a bug: " + e);
        LOG.error("index events are no longer followed", e);
        return;
      }
    }
    commitLast();
  }

  /** What is not committed is read again at the next start; so a failure here costs only time. */
  private void commitLast() {
    try {
      catalogue.commit(progress.checkpoint());
    } catch (Outage e) {
      LOG.warn("the catalogue is not committed at the end: {}", e.getMessage());
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void follow() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      progress.goOn(consumer);
      while (worker.goesOn()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        // Notices first: they wait for nothing that an event may bring about.
        for (ConsumerRecord<byte[], byte[]> record : records.records(notices.topic())) {
          notices.take(record);
          progress.read(record);
        }
        for (ConsumerRecord<byte[], byte[]> record : records.records(topic)) {
          take(record);
        }
        if (!records.isEmpty()) {
          progress.publish();
          rhythm.read();
          notices.show(outs, watermarks::publish);
          outs.clear();
        }
        notices.heedLimit(consumer);
        rhythm.keep(records.isEmpty(), progress::checkpoint);
        openWhenCaughtUp(consumer);
        trouble = Optional.empty();
      }
    } finally {
      current = null;
    }
  }

  /** Whether every notice of permissions that another one has read is read here too. */
  boolean heeds(Follower other) {
    return progress.heeds(other.progress);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Position at = new Position(topic, record.partition(), record.offset());
    if (record.value() != null) {
      try {
        IndexEvent event = codec.decode(record.value());
        if (!progress.isDurable(record)) {
          catalogue.apply(event, at);
          rhythm.applied();
        }
        watermarks.observe(event);
        outs.add(out(event));
        listener.accept(event);
      } catch (IllegalArgumentException e) {
        LOG.error("the record at {} is no index event and is left out", at, e);
      }
    }
    progress.read(record);
  }

  /**
   * Only a version that came out for good settles notices. A superseded one does not: the version
   * before which it came too late is told of by itself.
   */
  private static Notices.Out out(IndexEvent event) {
    boolean settles =
        switch (event.state()) {
          case INDEXED, DELETED -> true;
          case SUPERSEDED, DEFERRED, DEAD -> false;
        };
    return new Notices.Out(event.origin().identity(), event.origin().version(), settles);
  }

  private void openWhenCaughtUp(Consumer<byte[], byte[]> consumer) {
    if (watermarks.isOpen()) {
      return;
    }
    if (progress.isCaughtUp(consumer) && searcher.readable().covers(watermarks.state().point())) {
      catalogue.refresh();
      notices.open();
      watermarks.open();
      if (serves.getAsBoolean()) {
        past.read(progress.begun());
      }
    }
  }

  /** Ends the thread; what was applied is committed. */
  @Override
  public void close() {
    worker.stop();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    past.close();
    worker.close();
  }
}
