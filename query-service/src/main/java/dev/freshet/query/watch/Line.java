package dev.freshet.query.watch;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where watches stand: the reading of the generation that serves, and its reel. Everything happens
 * under one lock, but for the reel's polls, which are the feed's thread's own. Safe to use from
 * many threads.
 */
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /** Who reads to see how far all is, and is shown nothing. */
  static final Access NOBODY =
      new Access(new Tenant("nobody." + Long.toHexString(System.nanoTime())), Set.of());

  private final WatchSettings settings;
  private final Supplier<WatchedGeneration> serving;
  private final Queries queries;
  private final Following following;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile int counted;

  /**
   * @param serving the generation that answers now
   * @param consumers makes a consumer of embedded documents; it is closed here
   */
  Line(
      WatchSettings settings,
      Supplier<WatchedGeneration> serving,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Queries queries) {
    this.settings = settings;
    this.serving = serving;
    this.queries = queries;
    this.following = new Following(serving, consumers, queries);
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** How many watches stand; as of the last look where the feed is at work. */
  int size() {
    if (lock.tryLock()) {
      try {
        counted = following.reading().map(Reading::size).orElse(0);
      } finally {
        lock.unlock();
      }
    }
    return counted;
  }

  /** Whether the generation that serves can be read. */
  boolean ready() {
    try {
      var _ = serving.get().view().apply(NOBODY);
      return true;
    } catch (Problem _) {
      return false;
    }
  }

  /**
   * Where a watch that comes back stands.
   *
   * @param id of the last event it heard; empty: it is new
   * @throws Problem 400 where the id is none of ours, 503 before ready
   * @throws Outage where Kafka does not answer
   */
  Beginning beginning(Optional<String> id) {
    return locked(
        () -> {
          Reading reading = following.open();
          return id.<Beginning>map(
                  text ->
                      Beginning.after(
                          text,
                          reading.generation().name(),
                          reading.partitions(),
                          point(reading),
                          settings.resume()))
              .orElseGet(Beginning.Anew::new);
        });
  }

  /**
   * A watch stands from now on, or from where it was: it is told so first.
   *
   * @return the watch, where it has to be brought up to here before
   */
  Optional<CatchUp.Late> join(Standing watch, Beginning beginning, String generation) {
    return locked(
        () -> {
          Reading reading = following.open();
          if (!reading.generation().name().equals(generation)) {
            watch.query(queries.standing(watch.wanted(), reading.generation().embedder()));
          }
          return switch (beginning) {
            case Beginning.Again again
                when again.cursor().generation().equals(reading.generation().name()) ->
                Optional.of(resume(watch, again, reading));
            case Beginning.Anew _ -> begin(watch, reading, false);
            case Beginning.Again _, Beginning.Lost _ -> begin(watch, reading, true);
          };
        });
  }

  private static CatchUp.Late resume(Standing watch, Beginning.Again again, Reading reading) {
    watch.resume(again.cursor(), again.from());
    watch.sink().offer(Openings.standing(reading, watch, true));
    return new CatchUp.Late(watch, reading.generation(), again.from());
  }

  /** From now on, so nobody has to be brought up. */
  private static Optional<CatchUp.Late> begin(Standing watch, Reading reading, boolean gap) {
    watch.beginAt(point(reading));
    watch.sink().offer(Openings.standing(reading, watch, false));
    if (gap) {
      watch.sink().offer(Openings.gap(reading, watch));
    }
    reading.add(watch);
    return Optional.empty();
  }

  /**
   * Takes in a watch that has caught up.
   *
   * @param done up to where it has
   * @return false where more has been told here meanwhile
   */
  boolean adopt(List<Standing> watches, WatchedGeneration generation, Positions done) {
    return locked(
        () -> {
          Reading reading = following.open();
          boolean same = reading.generation().name().equals(generation.name());
          if (same && !done.covers(reading.done())) {
            return false;
          }
          for (Standing watch : watches) {
            if (same) {
              watch.doneUpTo(done);
            } else {
              watch.query(queries.standing(watch.wanted(), reading.generation().embedder()));
              watch.beginAt(point(reading));
              watch.sink().offer(Openings.gap(reading, watch));
            }
            reading.add(watch);
          }
          return true;
        });
  }

  /** A watch stands no longer. */
  void leave(Standing watch) {
    locked(() -> following.reading().ifPresent(reading -> reading.remove(watch)));
  }

  /**
   * How far all are that are not late.
   *
   * @throws Problem 503 before ready
   * @throws Outage where Kafka does not answer
   */
  String here() {
    return locked(
        () -> {
          Reading reading = following.open();
          return cursor(reading, reading.done());
        });
  }

  /** Now: what comes after is what is retrievable from here on. */
  String now() {
    return locked(
        () -> {
          Reading reading = following.open();
          return cursor(reading, point(reading));
        });
  }

  private static String cursor(Reading reading, Positions at) {
    return new Cursor(reading.generation().name(), at, at, Optional.empty())
        .text(reading.partitions());
  }

  /** How far a watch is now; empty where it does not stand here. */
  Optional<String> cursor(Standing watch) {
    return locked(
        () ->
            following
                .reading()
                .filter(reading -> reading.has(watch))
                .map(reading -> reading.cursor(watch)));
  }

  /** As far as readers read now, of the partitions that are followed. */
  private static Positions point(Reading reading) {
    return Positions.of(view(reading).point(), reading.partitions());
  }

  private static View view(Reading reading) {
    return reading.generation().view().apply(NOBODY);
  }

  /** What is read next; see {@link Following#reel}. */
  Optional<Reel> reel(boolean late) {
    return locked(() -> following.reel(late));
  }

  /**
   * As of what readers read now; the reel's partitions are those that cursors name from here on.
   */
  View view(Reel current) {
    return locked(
        () -> {
          Reading reading = following.reading().orElseThrow();
          reading.partitions(current.partitions());
          return view(reading);
        });
  }

  /** Tells what a record brought about. */
  void take(ConsumerRecord<byte[], byte[]> record, View view, Instant now) {
    locked(() -> following.reading().ifPresent(reading -> reading.take(record, view, now)));
  }

  /** Retracts what no record says is over; lets go of watches that take nothing any more. */
  void sweep(Instant now) {
    locked(
        () ->
            following
                .reading()
                .ifPresent(
                    reading -> {
                      reading.watches().stream()
                          .filter(watch -> watch.sink().over())
                          .forEach(reading::remove);
                      reading.sweep(now);
                    }));
  }

  /** What was read and not told is read again. */
  void forgetReel() {
    try {
      locked(following::closeReel);
    } catch (KafkaException e) {
      LOG.debug("a consumer did not close: {}", e.getMessage());
    }
  }
}
