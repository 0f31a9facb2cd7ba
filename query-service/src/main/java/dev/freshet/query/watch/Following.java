package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.matching.StandingQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading of the generation that serves, and its reel, as long as somebody watches. One thread
 * at a time.
 */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final long UNUSED_NANOS = Duration.ofSeconds(10).toNanos();

  /** Records of another generation looked at again after a switch, for it may be ahead. */
  private static final long OVERLAP = 1000;

  private final Supplier<WatchedGeneration> serving;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Queries queries;
  private Optional<Reading> reading = Optional.empty();
  private Optional<Reel> reel = Optional.empty();
  private long used;

  /**
   * @param serving the generation that answers now
   * @param consumers makes a consumer of embedded documents; it is closed here
   */
  Following(
      Supplier<WatchedGeneration> serving,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Queries queries) {
    this.serving = serving;
    this.consumers = consumers;
    this.queries = queries;
  }

  /** The reading; empty where nobody watches. */
  Optional<Reading> reading() {
    return reading;
  }

  /** The reading, begun where nobody watched: at what readers read now. */
  Reading open() {
    used = System.nanoTime();
    if (reading.isEmpty()) {
      WatchedGeneration generation = serving.get();
      View view = generation.view().apply(Line.NOBODY);
      begin(generation, new Positions(view.point().offsets()), Map.of())
          .sourcesAre(view.watermark());
    }
    return reading.orElseThrow();
  }

  private Reading begin(
      WatchedGeneration generation, Positions from, Map<LogPartition, Long> sourcesDone) {
    Reel next = new Reel(generation.embedded(), consumers.get(), from);
    Positions placed = Positions.of(from, next.partitions());
    Reading fresh = new Reading(generation, queries, placed, sourcesDone);
    fresh.partitions(next.partitions());
    closeReel();
    reel = Optional.of(next);
    reading = Optional.of(fresh);
    return fresh;
  }

  /** What was read and not told is read again. */
  void closeReel() {
    Optional<Reel> former = reel;
    reel = Optional.empty();
    former.ifPresent(Reel::close);
  }

  /**
   * What is read next, in the generation that serves now; empty where nobody has watched for a
   * while.
   *
   * @param late whether somebody is on the way here
   */
  Optional<Reel> reel(boolean late) {
    if (reading.isEmpty()) {
      return Optional.empty();
    }
    if (reading.get().size() > 0 || late) {
      used = System.nanoTime();
    }
    if (System.nanoTime() - used > UNUSED_NANOS) {
      closeReel();
      reading = Optional.empty();
      return Optional.empty();
    }
    switchOver(reading.get());
    if (reel.isEmpty()) {
      Reading now = reading.get();
      reel = Optional.of(new Reel(now.generation().embedded(), consumers.get(), now.done()));
    }
    return reel;
  }

  /**
   * Another generation serves: the watches go on in it, with their queries embedded by its model.
   * It shows at least what the former showed, maybe more; so it is read from a little before, and
   * what the former told is left out by its source position.
   */
  private void switchOver(Reading former) {
    WatchedGeneration next = serving.get();
    if (next.name().equals(former.generation().name())) {
      return;
    }
    Map<Standing, StandingQuery> embedded = new HashMap<>();
    boolean sameModel =
        next.embedder().identity().equals(former.generation().embedder().identity());
    for (Standing watch : former.watches()) {
      embedded.put(
          watch, sameModel ? watch.query() : queries.standing(watch.wanted(), next.embedder()));
    }
    Positions shown = new Positions(next.view().apply(Line.NOBODY).point().offsets());
    Positions begin = shown.earlier(OVERLAP);
    LOG.info("{} watches go on in generation {}", embedded.size(), next.name());
    Reading fresh = begin(next, begin, former.sourceMarks());
    embedded.forEach(
        (watch, query) -> {
          watch.query(query);
          watch.beginAt(begin);
          fresh.add(watch);
        });
  }
}
