package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.matching.StandingQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has watches stand in the generation that serves, on a thread of its own. While there is none for
 * a while, nothing is read.
 *
 * <p>Records are taken under one lock, and so are watches: one that joins is told of everything
 * that becomes retrievable after, and of nothing that was before.
 */
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration HOLDING = Duration.ofMillis(5);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long UNUSED_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long SWEEP_NANOS = Duration.ofMillis(500).toNanos();

  /** Records of another generation looked at again after a switch, for it may be ahead. */
  private static final long OVERLAP = 1000;

  /** Who reads to see how far all is, and is shown nothing. */
  private static final Access NOBODY =
      new Access(new Tenant("nobody." + Long.toHexString(System.nanoTime())), Set.of());

  private final WatchSettings settings;
  private final Supplier<WatchedGeneration> serving;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Queries queries;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final CatchUp catchUp;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("watches").unstarted(this::run);
  private Reading reading;
  private Reel reel;
  private long swept;
  private long used;
  private volatile int counted;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param serving the generation that answers now
   * @param consumers makes a consumer of embedded documents; it is closed here
   */
  Feed(
      WatchSettings settings,
      Supplier<WatchedGeneration> serving,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Queries queries,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.serving = serving;
    this.consumers = consumers;
    this.queries = queries;
    this.telemetry = telemetry;
    this.clock = clock;
    this.catchUp = new CatchUp(this, consumers, queries, clock);
  }

  void start() {
    thread.start();
    catchUp.start();
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Whether watches are waiting for what they may have missed. */
  boolean catchingUp() {
    return catchUp.busy();
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

  /** A watch stands from now on, or from where it was: it is told so first. */
  void join(Standing watch, Beginning beginning, String generation) {
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
      watch.sink().offer(standing(watch, again));
      boolean gap =
          beginning instanceof Beginning.Lost || (beginning instanceof Beginning.Again && !again);
      if (gap) {
        watch.sink().offer(gap(watch));
      }
      if (beginning instanceof Beginning.Again back && again) {
        catchUp.add(new CatchUp.Late(watch, reading.generation(), back.from()));
      } else {
        reading.add(watch);
      }
    } finally {
      lock.unlock();
    }
  }

  private Event standing(Standing watch, boolean again) {
    Wanted wanted = watch.wanted();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("query", wanted.query());
    data.put("mode", wanted.mode().name().toLowerCase(Locale.ROOT));
    data.put("minScore", wanted.minScore());
    data.put("generation", reading.generation().name());
    data.put("resumed", again);
    // One that comes back keeps the id it has until it is told something.
    Optional<String> id = again ? Optional.empty() : Optional.of(reading.cursor(watch));
    return Event.of(Event.Kind.WATCHING, id, data);
  }

  private Event gap(Standing watch) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put(
        "detail",
        "what became retrievable since the event named is too much to be read again, or was"
            + " embedded in another generation: search once, then go on from here");
    telemetry.watchEvent(Event.Kind.GAP.label());
    return Event.of(Event.Kind.GAP, Optional.of(reading.cursor(watch)), data);
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
      if (stop.getCount() == 0) {
        return true;
      }
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
          watch.sink().offer(gap(watch));
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

  private void run() {
    while (stop.getCount() > 0) {
      try {
        if (!follow()) {
          pause(IDLE);
        }
        trouble = Optional.empty();
      } catch (Outage | KafkaException | Problem e) {
        telemetry.outage(e instanceof Outage outage ? outage.dependency() : "kafka");
        trouble = Optional.of(String.valueOf(e.getMessage()));
        LOG.warn("watches: {}; trying again in {} ms", e.getMessage(), PAUSE.toMillis());
        forgetReel();
        pause(PAUSE);
      } catch (RuntimeException e) {
        trouble = Optional.of("ended by a bug: " + e);
        LOG.error("watches are told nothing more", e);
        return;
      }
    }
  }

  /** What was read and not told is read again. */
  private void forgetReel() {
    lock.lock();
    try {
      closeReel();
    } catch (KafkaException e) {
      LOG.debug("a consumer did not close: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration time) {
    try {
      boolean _ = stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** One step; false where nobody watches. */
  private boolean follow() {
    Reel current;
    lock.lock();
    try {
      if (reading == null) {
        return false;
      }
      if (reading.size() > 0 || catchUp.busy()) {
        used = System.nanoTime();
      }
      if (System.nanoTime() - used > UNUSED_NANOS) {
        closeReel();
        reading = null;
        return false;
      }
      switchOver();
      if (reel == null) {
        reel = new Reel(reading.generation().embedded(), consumers.get(), reading.done());
      }
      current = reel;
    } finally {
      lock.unlock();
    }
    current.poll(current.holds() ? HOLDING : IDLE);
    tellAll(current);
    return true;
  }

  private void tellAll(Reel current) {
    View view = view();
    lock.lock();
    try {
      reading.partitions(current.partitions());
    } finally {
      lock.unlock();
    }
    for (Optional<ConsumerRecord<byte[], byte[]>> next = current.next(view.point());
        next.isPresent() && stop.getCount() > 0;
        next = current.next(view.point())) {
      lock.lock();
      try {
        reading.take(next.get(), view, clock.instant());
      } finally {
        lock.unlock();
      }
    }
    if (System.nanoTime() - swept > SWEEP_NANOS) {
      sweep();
    }
  }

  private void sweep() {
    lock.lock();
    try {
      reading.watches().stream().filter(w -> w.sink().over()).forEach(reading::remove);
      reading.sweep(clock.instant());
    } finally {
      lock.unlock();
    }
    swept = System.nanoTime();
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

  @Override
  public void close() {
    stop.countDown();
    catchUp.close();
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
        LOG.warn("the thread of the watches did not end in 5 s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    forgetReel();
  }
}
