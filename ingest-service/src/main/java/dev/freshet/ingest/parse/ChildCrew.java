package dev.freshet.ingest.parse;

import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Niceness;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children: started in the background, lent to one file at a time, replaced when they die. The
 * first starts when somebody waits for it, asks for it, or a while has passed, so that it does not
 * compete with everything else that starts; the others when it is ready and somebody waits or a
 * moment has passed. While some take long over their file, spare ones are started in their place. A
 * crew that starts on demand has a child only while somebody waits or uses it.
 */
final class ChildCrew implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildCrew.class);

  /** How long the first child leaves the processors to others where nobody asks for it. */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  /** How long after the first child the next one starts where nobody asks for it. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  /** When children are started. */
  enum Start {
    /** Before they are needed, and again when they ended. */
    AHEAD,
    /** When somebody waits. */
    ON_DEMAND
  }

  private final ParserSettings settings;
  private final Start when;
  private final Semaphore room;
  private final Telemetry telemetry;
  private final WaitingLine<ParserChildProcess> line = new WaitingLine<>();
  private final Set<ParserChildProcess> children = ConcurrentHashMap.newKeySet();
  private final Lent lent;
  private final Births births;
  private final ScheduledThreadPoolExecutor clock;
  private final Semaphore demand = new Semaphore(0);
  private volatile Outage lastFailure;

  ChildCrew(ParserSettings settings, Telemetry telemetry, Start when) {
    this.settings = settings;
    this.when = when;
    this.room = new Semaphore(settings.children());
    this.telemetry = telemetry;
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("parser-deadlines").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
    lent = new Lent(settings.deadline(), clock, this::reinforce);
    births = new Births(settings, clock, telemetry, this::enlist, this::failed);
    births.background(
        "parser-starter",
        switch (when) {
          case AHEAD -> this::startAll;
          case ON_DEMAND -> Niceness.BEHIND.of(this::startWhenAsked);
        });
  }

  /** How many there are. */
  int alive() {
    return children.size();
  }

  /** How many of them read a file now. */
  int busy() {
    return lent.count();
  }

  /** Starts the first child now, if it has not been started yet. */
  void warm() {
    demand.release();
  }

  private void startAll() {
    try {
      boolean wanted = demand.tryAcquire(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("starting the first parser, asked for: {}", wanted);
      births.one();
      for (int i = 1; i < settings.children() && births.isOpen(); i++) {
        boolean asked = demand.tryAcquire(SPACING.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("starting parser {} of {}, asked for: {}", i + 1, settings.children(), asked);
        births.one();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void startWhenAsked() {
    try {
      while (births.isOpen()) {
        demand.acquire();
        room.acquire();
        births.one();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void enlist(ParserChildProcess child) {
    children.add(child);
    lastFailure = null;
    if (!line.offer(child)) {
      dismiss(child);
    }
  }

  private void failed(Outage outage) {
    lastFailure = outage;
    if (children.isEmpty()) {
      line.refuse(outage);
    }
  }

  /**
   * A child for one file; waits for one.
   *
   * @throws Outage when none can be started, none comes free in time, or the crew is closed
   */
  ParserChildProcess take(Lane lane) {
    try {
      while (true) {
        Outage failure = lastFailure;
        if (failure != null && children.isEmpty()) {
          throw new Outage("parser", failure.getMessage(), failure, failure.retryAfter());
        }
        ParserChildProcess child = next(lane);
        if (child.isAlive()) {
          lent.lend(child);
          return child;
        }
        // Died while nobody used it: no file is to blame.
        replace(child, "idle");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("parser", "interrupted while it waited for a free process", e);
    }
  }

  private ParserChildProcess next(Lane lane) throws InterruptedException {
    Optional<ParserChildProcess> free = line.takeFree();
    if (free.isPresent()) {
      return free.get();
    }
    demand.release();
    return line.take(lane, settings.patience())
        .orElseThrow(
            () ->
                new Outage(
                    "parser",
                    "no process came free within " + settings.patience().toSeconds() + " s",
                    null));
  }

  /** One that is late does not count as one of the crew. */
  private synchronized void reinforce() {
    long late = lent.late();
    int all = children.size() + births.underWay();
    if (all - late < settings.children()
        && all < settings.children() + settings.spareChildren()
        && births.isOpen()) {
      LOG.debug("{} of {} parsers take long: starting a spare one", late, all);
      births.beside("parser-spare");
    }
  }

  /** Takes back a child that has done its file, perhaps its last. */
  void giveBack(ParserChildProcess child) {
    lent.end(child);
    Optional<ParserChildProcess> spare = spare(child);
    spare.ifPresent(this::dismiss);
    if (spare.filter(child::equals).isPresent()) {
      return;
    }
    if (!child.isAlive() || child.isTired() || child.documents() >= settings.recycleAfter()) {
      child.kill();
      replace(child, "recycled");
    } else if (!line.offer(child)) {
      dismiss(child);
    }
  }

  /** Where there are too many: the one that has done less, for others know more by now. */
  private synchronized Optional<ParserChildProcess> spare(ParserChildProcess child) {
    if (children.size() - lent.late() <= settings.children() || line.waiting() > 0) {
      return Optional.empty();
    }
    Optional<ParserChildProcess> other = child.isTired() ? Optional.empty() : line.takeFree();
    if (other.isPresent()
        && other.get().documents() >= child.documents()
        && line.offer(other.get())) {
      other = Optional.empty();
    }
    ParserChildProcess spare = other.orElse(child);
    children.remove(spare);
    return Optional.of(spare);
  }

  /**
   * Sees to a child that died on a file.
   *
   * @return its exit code; empty where it died because the crew was closed
   */
  Optional<Integer> bury(ParserChildProcess child, boolean late) {
    boolean wasOpen = births.isOpen();
    int exit = replace(child, late ? "timeout" : "died");
    return wasOpen ? Optional.of(exit) : Optional.empty();
  }

  private int replace(ParserChildProcess child, String reason) {
    int exit = dismiss(child);
    if (births.isOpen()) {
      telemetry.parserRestart(reason);
      LOG.debug("parser {} ended ({}, exit code {})", child.pid(), reason, exit);
      if (when == Start.AHEAD && children.size() + births.underWay() < settings.children()) {
        births.beside("parser-restarter");
      }
    }
    return exit;
  }

  private int dismiss(ParserChildProcess child) {
    child.kill();
    int exit = child.end();
    lent.end(child);
    children.remove(child);
    room.release();
    return exit;
  }

  @Override
  public void close() {
    births.close();
    // Whoever waits for somebody to ask need wait no longer.
    demand.release(settings.children());
    line.close(new Outage("parser", "it is closed", null));
    children.forEach(this::dismiss);
    births.end();
    clock.shutdownNow();
    demand.release();
    room.release();
  }
}
