package dev.freshet.ingest.parse;

import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.streams.Niceness;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** How long a child may take to say hello. */
  private static final Duration START = Duration.ofSeconds(30);

  /** How long starters may take to notice the end. */
  private static final Duration END = Duration.ofSeconds(5);

  /** How long the first child leaves the processors to others where nobody asks for it. */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  /** How long after the first child the next one starts where nobody asks for it. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  /** How long a start that failed is left alone, doubled each time up to the second figure. */
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);

  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

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
  private final Set<ParserChildProcess> starting = ConcurrentHashMap.newKeySet();
  private final Lent lent;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Set<Thread> starters = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock;
  private final CountDownLatch closed = new CountDownLatch(1);
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
    background(
        "parser-starter",
        switch (when) {
          case AHEAD -> this::startAll;
          case ON_DEMAND -> Niceness.givingWay(this::startWhenAsked);
        });
  }

  /** Starts the first child now, if it has not been started yet. */
  void warm() {
    demand.release();
  }

  private void background(String name, Runnable work) {
    Thread starter =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(
                () -> {
                  work.run();
                  starters.remove(Thread.currentThread());
                });
    starters.add(starter);
    starter.start();
  }

  private void startAll() {
    try {
      boolean wanted = demand.tryAcquire(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("starting the first parser, asked for: {}", wanted);
      startOne();
      for (int i = 1; i < settings.children() && isOpen(); i++) {
        boolean asked = demand.tryAcquire(SPACING.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("starting parser {} of {}, asked for: {}", i + 1, settings.children(), asked);
        startOne();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void startWhenAsked() {
    try {
      while (isOpen()) {
        demand.acquire();
        room.acquire();
        startOne();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries until a child is there or the crew is closed. */
  private void startOne() throws InterruptedException {
    underWay.incrementAndGet();
    try {
      tryToStart();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void tryToStart() throws InterruptedException {
    Duration backOff = FIRST_BACK_OFF;
    while (isOpen()) {
      try {
        enlist(ParserChildProcess.start(settings, clock, START, this::born));
        return;
      } catch (IOException e) {
        if (isOpen()) {
          failedToStart(e, backOff);
        }
      } finally {
        starting.removeIf(child -> child.isGone() || children.contains(child));
      }
      boolean ended = closed.await(backOff.toMillis(), TimeUnit.MILLISECONDS);
      backOff =
          ended || backOff.compareTo(LONGEST_BACK_OFF) >= 0 ? backOff : backOff.multipliedBy(2);
    }
  }

  private void born(ParserChildProcess child) {
    starting.add(child);
    if (!isOpen()) {
      child.kill();
    }
  }

  private void enlist(ParserChildProcess child) {
    children.add(child);
    lastFailure = null;
    if (!line.offer(child)) {
      dismiss(child);
    }
  }

  private void failedToStart(IOException cause, Duration backOff) {
    telemetry.parserRestart("not-started");
    Outage outage =
        new Outage(
            "parser",
            "no parser process can be started: " + cause.getMessage(),
            cause,
            Optional.of(backOff));
    LOG.warn("{}; next try in {} ms", outage.getMessage(), backOff.toMillis());
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
    int all = children.size() + underWay.get();
    if (all - late < settings.children()
        && all < settings.children() + settings.spareChildren()
        && isOpen()) {
      LOG.debug("{} of {} parsers take long: starting a spare one", late, all);
      startBeside("parser-spare");
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
    boolean wasOpen = isOpen();
    int exit = replace(child, late ? "timeout" : "died");
    return wasOpen ? Optional.of(exit) : Optional.empty();
  }

  private int replace(ParserChildProcess child, String reason) {
    int exit = dismiss(child);
    if (isOpen()) {
      telemetry.parserRestart(reason);
      LOG.debug("parser {} ended ({}, exit code {})", child.pid(), reason, exit);
      if (when == Start.AHEAD && children.size() + underWay.get() < settings.children()) {
        startBeside("parser-restarter");
      }
    }
    return exit;
  }

  /** Counted from now on, so that nobody starts another one for the same reason. */
  private void startBeside(String name) {
    underWay.incrementAndGet();
    background(
        name,
        () -> {
          try {
            tryToStart();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } finally {
            underWay.decrementAndGet();
          }
        });
  }

  private int dismiss(ParserChildProcess child) {
    child.kill();
    int exit = child.end();
    lent.end(child);
    children.remove(child);
    room.release();
    return exit;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    // Whoever waits for somebody to ask need wait no longer.
    demand.release(settings.children());
    line.close(new Outage("parser", "it is closed", null));
    children.forEach(this::dismiss);
    starting.forEach(ParserChildProcess::kill);
    awaitStarters();
    clock.shutdownNow();
    demand.release();
    room.release();
  }

  /** They end at once, their children being killed; what they started is gone then. */
  private void awaitStarters() {
    try {
      for (Thread starter : starters) {
        if (!starter.join(END)) {
          LOG.warn("{} did not end", starter.getName());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
