package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.matching.StandingQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final long UNUSED_NANOS = Duration.ofSeconds(10).toNanos();

  /** Records of another generation looked at again after a switch, for it may be ahead. */
  private static final long OVERLAP = 1000;

  /** Who reads to see how far all is, and is shown nothing. */
  static final Access NOBODY =
      new Access(new Tenant("nobody." + Long.toHexString(System.nanoTime())), Set.of());

  private final WatchSettings settings;
  private final Supplier<WatchedGeneration> serving;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Queries queries;
  private final ReentrantLock lock = new ReentrantLock();
  private Reading reading;
  private Reel reel;
  private long used;
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
    this.consumers = consumers;
    this.queries = queries;
  }

  /** How many watches stand; as of the last look where the feed is at work. */
  int size() {
    if (lock.tryLock()) {
      try {
        counted = reading == null ? 0 : reading.size();
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
    lock.lock();
    try {
      open();
      if (id.isEmpty()) {
        return new Beginning.Anew();
      }
      return Beginning.after(
          id.get(), reading.generation().name(), reading.partitions(), point(), settings.resume());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A watch stands from now on, or from where it was: it is told so first.
   *
   * @return the watch, where it has to be brought up to here before
   */
  Optional<CatchUp.Late> join(Standing watch, Beginning beginning, String generation) {
    lock.lock();
    try {
      open();
      if (!reading.generation().name().equals(generation)) {
        watch.query(queries.standing(watch.wanted(), reading.generation().embedder()));
      }
      boolean again =
          beginning instanceof Beginning.Again back
              && back.cursor().generation().equals(reading.generation().name());
      if (beginning instanceof Beginning.Again back && again) {
        watch.resume(back.cursor(), back.from());
      } else {
        watch.beginAt(point());
      }
      watch.sink().offer(Openings.standing(reading, watch, again));
      boolean gap =
          beginning instanceof Beginning.Lost || (beginning instanceof Beginning.Again && !again);
      if (gap) {
        watch.sink().offer(Openings.gap(reading, watch));
      }
      if (beginning instanceof Beginning.Again back && again) {
        return Optional.of(new CatchUp.Late(watch, reading.generation(), back.from()));
      }
      reading.add(watch);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes in a watch that has caught up.
   *
   * @param done up to where it has
   * @return false where more has been told here meanwhile
   */
  boolean adopt(List<Standing> watches, WatchedGeneration generation, Positions done) {
    lock.lock();
    try {
      open();
      boolean same = reading.generation().name().equals(generation.name());
      if (same && !done.covers(reading.done())) {
        return false;
      }
      for (Standing watch : watches) {
        if (same) {
          watch.doneUpTo(done);
        } else {
          watch.query(queries.standing(watch.wanted(), reading.generation().embedder()));
          watch.beginAt(point());
          watch.sink().offer(Openings.gap(reading, watch));
        }
        reading.add(watch);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A watch stands no longer. */
  void leave(Standing watch) {
    lock.lock();
    try {
      if (reading != null) {
        reading.remove(watch);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * How far all are that are not late.
   *
   * @throws Problem 503 before ready
   * @throws Outage where Kafka does not answer
   */
  String here() {
    lock.lock();
    try {
      open();
      return new Cursor(
              reading.generation().name(), reading.done(), reading.done(), Optional.empty())
          .text(reading.partitions());
    } finally {
      lock.unlock();
    }
  }

  /** Now: what comes after is what is retrievable from here on. */
  String now() {
    lock.lock();
    try {
      open();
      return new Cursor(reading.generation().name(), point(), point(), Optional.empty())
          .text(reading.partitions());
    } finally {
      lock.unlock();
    }
  }

  /** How far a watch is now; empty where it does not stand here. */
  Optional<String> cursor(Standing watch) {
    lock.lock();
    try {
      return reading == null || !reading.has(watch)
          ? Optional.empty()
          : Optional.of(reading.cursor(watch));
    } finally {
      lock.unlock();
    }
  }

  private View view() {
    return reading.generation().view().apply(NOBODY);
  }

  /** As far as readers read now, of the partitions that are followed. */
  private Positions point() {
    return Positions.of(view().point(), reading.partitions());
  }

  private void open() {
    used = System.nanoTime();
    if (reading == null) {
      WatchedGeneration generation = serving.get();
      View view = generation.view().apply(NOBODY);
      begin(generation, new Positions(view.point().offsets()), Map.of());
      reading.sourcesAre(view.watermark());
    }
  }

  private void begin(
      WatchedGeneration generation, Positions from, Map<LogPartition, Long> sourcesDone) {
    Reel next = new Reel(generation.embedded(), consumers.get(), from);
    Positions placed = Positions.of(from, next.partitions());
    Reading fresh = new Reading(generation, queries, placed, sourcesDone);
    fresh.partitions(next.partitions());
    closeReel();
    reel = next;
    reading = fresh;
  }

  private void closeReel() {
    if (reel != null) {
      reel.close();
      reel = null;
    }
  }

  /**
   * What is read next, in the generation that serves now; empty where nobody has watched for a
   * while.
   *
   * @param late whether somebody is on the way here
   */
  Optional<Reel> reel(boolean late) {
    lock.lock();
    try {
      if (reading == null) {
        return Optional.empty();
      }
      if (reading.size() > 0 || late) {
        used = System.nanoTime();
      }
      if (System.nanoTime() - used > UNUSED_NANOS) {
        closeReel();
        reading = null;
        return Optional.empty();
      }
      switchOver();
      if (reel == null) {
        reel = new Reel(reading.generation().embedded(), consumers.get(), reading.done());
      }
      return Optional.of(reel);
    } finally {
      lock.unlock();
    }
  }

  /**
   * As of what readers read now; the reel's partitions are those that cursors name from here on.
   */
  View view(Reel current) {
    lock.lock();
    try {
      reading.partitions(current.partitions());
      return view();
    } finally {
      lock.unlock();
    }
  }

  /** Tells what a record brought about. */
  void take(ConsumerRecord<byte[], byte[]> record, View view, Instant now) {
    lock.lock();
    try {
      reading.take(record, view, now);
    } finally {
      lock.unlock();
    }
  }

  /** Retracts what no record says is over; lets go of watches that take nothing any more. */
  void sweep(Instant now) {
    lock.lock();
    try {
      reading.watches().stream().filter(w -> w.sink().over()).forEach(reading::remove);
      reading.sweep(now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another generation serves: the watches go on in it, with their queries embedded by its model.
   * It shows at least what the former showed, maybe more; so it is read from a little before, and
   * what the former told is left out by its source position.
   */
  private void switchOver() {
    WatchedGeneration next = serving.get();
    if (next.name().equals(reading.generation().name())) {
      return;
    }
    Map<Standing, StandingQuery> embedded = new HashMap<>();
    boolean sameModel =
        next.embedder().identity().equals(reading.generation().embedder().identity());
    for (Standing watch : reading.watches()) {
      embedded.put(
          watch, sameModel ? watch.query() : queries.standing(watch.wanted(), next.embedder()));
    }
    Positions shown = new Positions(next.view().apply(NOBODY).point().offsets());
    Positions begin = shown.earlier(OVERLAP);
    LOG.info("{} watches go on in generation {}", embedded.size(), next.name());
    begin(next, begin, reading.sourceMarks());
    embedded.forEach(
        (watch, query) -> {
          watch.query(query);
          watch.beginAt(begin);
          reading.add(watch);
        });
  }

  /** What was read and not told is read again. */
  void forgetReel() {
    lock.lock();
    try {
      closeReel();
    } catch (KafkaException e) {
      LOG.debug("a consumer did not close: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
