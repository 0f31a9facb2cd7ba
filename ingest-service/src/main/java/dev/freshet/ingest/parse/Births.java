package dev.freshet.ingest.parse;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts children on threads of its own, and tries again, ever less often, where one fails. */
final class Births {
  private static final Logger LOG = LoggerFactory.getLogger(Births.class);

  /** How long a child may take to say hello. */
  private static final Duration START = Duration.ofSeconds(30);

  /** How long starters may take to notice the end. */
  private static final Duration END = Duration.ofSeconds(5);

  /** How long a start that failed is left alone, doubled each time up to the second figure. */
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);

  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

  private final ParserSettings settings;
  private final ScheduledExecutorService clock;
  private final Telemetry telemetry;
  private final Consumer<ParserChildProcess> ready;
  private final Consumer<Outage> failed;
  private final Set<ParserChildProcess> unborn = ConcurrentHashMap.newKeySet();
  private final Set<Thread> starters = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param ready takes each child that has said hello
   * @param failed told of each start that failed
   */
  Births(
      ParserSettings settings,
      ScheduledExecutorService clock,
      Telemetry telemetry,
      Consumer<ParserChildProcess> ready,
      Consumer<Outage> failed) {
    this.settings = settings;
    this.clock = clock;
    this.telemetry = telemetry;
    this.ready = ready;
    this.failed = failed;
  }

  /** Does something on a thread that {@link #end} waits for. */
  void background(String name, Runnable work) {
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

  /** Tries until a child is there or this is closed. */
  void one() throws InterruptedException {
    underWay.incrementAndGet();
    tryToStart();
  }

  /** One more, without waiting for it; it counts as under way from now on. */
  void beside(String name) {
    underWay.incrementAndGet();
    background(
        name,
        () -> {
          try {
            tryToStart();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void tryToStart() throws InterruptedException {
    try {
      Duration backOff = FIRST_BACK_OFF;
      while (isOpen() && !started(backOff)) {
        boolean ended = closed.await(backOff.toMillis(), TimeUnit.MILLISECONDS);
        backOff =
            ended || backOff.compareTo(LONGEST_BACK_OFF) >= 0 ? backOff : backOff.multipliedBy(2);
      }
    } finally {
      underWay.decrementAndGet();
    }
  }

  private boolean started(Duration backOff) {
    try {
      ParserChildProcess child = ParserChildProcess.start(settings, clock, START, this::expected);
      ready.accept(child);
      unborn.remove(child);
      return true;
    } catch (IOException e) {
      unborn.removeIf(ParserChildProcess::isGone);
      if (isOpen()) {
        tell(e, backOff);
      }
      return false;
    }
  }

  private void expected(ParserChildProcess child) {
    unborn.add(child);
    if (!isOpen()) {
      child.kill();
    }
  }

  private void tell(IOException cause, Duration backOff) {
    telemetry.parserRestart("not-started");
    Outage outage =
        new Outage(
            "parser",
            "no parser process can be started: " + cause.getMessage(),
            cause,
            Optional.of(backOff));
    LOG.warn("{}; next try in {} ms", outage.getMessage(), backOff.toMillis());
    failed.accept(outage);
  }

  /** How many are being started. */
  int underWay() {
    return underWay.get();
  }

  boolean isOpen() {
    return closed.getCount() > 0;
  }

  /** No more are started. */
  void close() {
    closed.countDown();
  }

  /** Kills those that are being started, and waits for the threads; after {@link #close}. */
  void end() {
    unborn.forEach(ParserChildProcess::kill);
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
