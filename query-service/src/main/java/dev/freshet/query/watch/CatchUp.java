package dev.freshet.query.watch;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Worker;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings watches that come back up to where the others are, on a thread of its own, so that those
 * do not wait. All that wait at a moment are brought up together, in one reading.
 */
final class CatchUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A watch that comes back, and from where on it is read again. */
  record Late(Standing watch, WatchedGeneration generation, Positions from) {}

  private final Line line;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Queries queries;
  private final InstantSource clock;
  private final BlockingQueue<Late> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger late = new AtomicInteger();
  private final Worker worker = new Worker("watches-late", this::run);

  CatchUp(
      Line line,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Queries queries,
      InstantSource clock) {
    this.line = line;
    this.consumers = consumers;
    this.queries = queries;
    this.clock = clock;
  }

  void start() {
    worker.start();
  }

  /** As many as there may be connections and registered watches. */
  void add(Late one) {
    late.incrementAndGet();
    waiting.add(one);
  }

  /** Whether somebody is not where the others are. */
  boolean busy() {
    return late.get() > 0;
  }

  private void run() {
    try {
      while (worker.goesOn()) {
        Late first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Late> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch);
          batch.stream()
              .map(one -> one.generation().name())
              .distinct()
              .forEach(
                  name ->
                      bringUp(
                          batch.stream()
                              .filter(one -> one.generation().name().equals(name))
                              .toList()));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void bringUp(List<Late> mine) {
    WatchedGeneration generation = mine.getFirst().generation();
    Positions from = mine.stream().map(Late::from).reduce(Positions::min).orElse(Positions.NONE);
    Reading reading = new Reading(generation, queries, from, Map.of());
    mine.forEach(one -> reading.add(one.watch()));
    boolean arrived = false;
    while (!arrived && worker.goesOn()) {
      try (Reel reel = new Reel(generation.embedded(), consumers.get(), reading.done())) {
        arrived = read(reading, reel);
      } catch (Outage | KafkaException | Problem e) {
        LOG.warn("watches that come back: {}; trying again", e.getMessage());
        worker.pause(PAUSE);
      }
    }
    late.addAndGet(-mine.size());
  }

  private boolean read(Reading reading, Reel reel) {
    reading.partitions(reel.partitions());
    while (worker.goesOn()) {
      reel.poll(POLL);
      View view = reading.generation().view().apply(Line.NOBODY);
      for (Optional<ConsumerRecord<byte[], byte[]>> next = reel.next(view.point());
          next.isPresent();
          next = reel.next(view.point())) {
        reading.take(next.get(), view, clock.instant());
      }
      List<Standing> left = reading.watches().stream().filter(w -> !w.sink().over()).toList();
      if (left.isEmpty()
          || line.adopt(left, reading.generation(), reading.done().max(reel.passed()))) {
        return true;
      }
    }
    return true;
  }

  @Override
  public void close() {
    worker.close();
  }
}
