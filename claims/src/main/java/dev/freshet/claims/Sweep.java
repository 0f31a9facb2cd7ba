package dev.freshet.claims;

import dev.freshet.common.failure.Outage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was taken in: of deleted documents soon, of all others when it is as old as is kept,
 * whether a record refers to it or not. So what a crash left without a record goes too.
 *
 * <p>Bytes are taken in a moment before their record is, so some from just before a deletion may be
 * those of a version that comes after it. They stay until no job can still have to read that
 * version: as long as {@code documents.slow} keeps it.
 */
final class Sweep implements AutoCloseable {
  /** Longer than a record comes after its bytes, and than clocks differ. */
  static final Duration IN_DOUBT = Duration.ofMinutes(10);

  /** As long as records of the slow lane are kept. */
  static final Duration DOUBT_ENDS = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Place place;
  private final Forgetting forgetting;
  private final ClaimSettings settings;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("claim-sweep").unstarted(this::run);

  Sweep(Place place, Forgetting forgetting, ClaimSettings settings, InstantSource clock) {
    this.place = place;
    this.forgetting = forgetting;
    this.settings = settings;
    this.clock = clock;
  }

  /** From now on now and then, beside. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      Duration wait = FIRST;
      while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt();
        wait = settings.sweepEvery();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      once();
    } catch (Outage | IOException e) {
      LOG.warn("claims are not swept now: {}", e.toString());
    }
  }

  /** All of it, once. */
  void once() throws IOException {
    Instant now = clock.instant();
    for (Forgetting.Mark mark : forgetting.open()) {
      if (closing.getCount() == 0) {
        return;
      }
      forget(mark, now);
    }
    Instant oldest = now.minus(settings.retention());
    place.visit("", object -> removeIf(object, oldest));
  }

  private void forget(Forgetting.Mark mark, Instant now) throws IOException {
    boolean certain = !now.isBefore(mark.until().plus(DOUBT_ENDS));
    Instant until = certain ? mark.until() : mark.until().minus(IN_DOUBT);
    List<Place.Standing> all = place.of(mark.owner());
    all.forEach(object -> removeIf(object, until));
    boolean none =
        all.stream()
            .filter(object -> object.written().isAfter(until))
            .noneMatch(object -> !object.written().isAfter(mark.until()));
    if (certain || none) {
      forgetting.done(mark);
    }
  }

  private void removeIf(Place.Standing object, Instant notAfter) {
    if (!object.written().isAfter(notAfter)) {
      place.remove(object.name());
      LOG.debug("removed the claim {}", object.name());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
