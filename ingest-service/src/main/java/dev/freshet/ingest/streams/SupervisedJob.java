package dev.freshet.ingest.streams;

import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Niceness;
import dev.freshet.common.telemetry.KafkaClientMeters;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.streams.JobHealth.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job in one lane, kept running: where its run fails, it is ended without a commit and begun
 * anew after a while, reading again what was not committed.
 *
 * <p>The whole client is started again rather than its thread replaced: a replaced thread joins
 * under another instance id and waits for the dead one's session to time out; a new client is the
 * same static member and has its partitions back at once.
 */
public final class SupervisedJob {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedJob.class);
  private static final Duration CLOSE_FAILED_WITHIN = Duration.ofSeconds(10);

  /** A run this long has recovered: the next failure waits the shortest time again. */
  private static final Duration RAN_LONG = Duration.ofMinutes(1);

  /** A run after a failed one is well when it has committed something, or after this long. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final FlowJob job;
  private final Lane lane;
  private final StreamsSettings settings;
  private final Telemetry telemetry;
  private final OutageRetry retry;
  private final Thread supervisor;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Duration closeWithin = CLOSE_FAILED_WITHIN;
  private volatile CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private volatile JobHealth health;
  private volatile Optional<String> failure = Optional.empty();
  private volatile BooleanSupplier progressed = () -> false;
  private volatile long runningSince;

  /**
   * @param job what to run
   * @param lane in which lane
   * @param settings how
   * @param telemetry counts outages, and measures Kafka's clients
   */
  public SupervisedJob(FlowJob job, Lane lane, StreamsSettings settings, Telemetry telemetry) {
    this.job = job;
    this.lane = lane;
    this.settings = settings;
    this.telemetry = telemetry;
    this.retry = new OutageRetry(telemetry, RandomGenerator.getDefault());
    this.health = new JobHealth(label(), State.STARTING, Optional.empty());
    this.supervisor =
        Thread.ofPlatform().daemon().name(label() + "-supervisor").unstarted(this::run);
  }

  /** Such as {@code parse} or {@code parse.bulk}. */
  public String label() {
    return job.name() + lane.suffix();
  }

  /** Begins; returns at once. */
  public void start() {
    supervisor.start();
  }

  /**
   * How it is; troubled also while its work waits for something that does not answer, and after a
   * failure until it is clear that the next run does not end the same way.
   */
  public JobHealth health() {
    JobHealth told = health;
    if (!told.up()) {
      return told;
    }
    Optional<String> trouble = retry.trouble().or(() -> isSettled() ? Optional.empty() : failure);
    return trouble.isPresent() ? new JobHealth(label(), State.TROUBLED, trouble) : told;
  }

  private boolean isSettled() {
    return progressed.getAsBoolean() || System.nanoTime() - runningSince > SETTLED.toNanos();
  }

  /** Asks it to end; {@link #awaitClosed} waits for it. */
  public void close(Duration within) {
    closeWithin = within;
    closing.countDown();
    failed.complete(null);
  }

  /**
   * Waits until it has ended, if it ever began; false where it did not in time or the wait was
   * interrupted.
   */
  public boolean awaitClosed(Duration within) {
    try {
      return supervisor.getState() == Thread.State.NEW || supervisor.join(within);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    int failures = 0;
    while (!isClosing()) {
      long begun = System.nanoTime();
      Throwable why = runOnce();
      boolean ranLong = System.nanoTime() - begun > RAN_LONG.toNanos();
      failures = ranLong ? 1 : failures + 1;
      if (!isClosing()) {
        tell(why);
        pause(failures);
      }
    }
    health = new JobHealth(label(), State.CLOSED, Optional.empty());
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Runs until it fails or is closed; null where it was closed. */
  private Throwable runOnce() {
    JobRun run = new JobRun(lane, retry, this::workers);
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    failed = end;
    progressed = run.gate()::progressed;
    if (isClosing()) {
      return null;
    }
    try {
      KafkaStreams streams = streams(run, end);
      Throwable why;
      try (KafkaClientMeters _ = telemetry.kafka(label(), streams::metrics)) {
        streams.start();
        why = end.join();
      }
      // The stream thread may be waiting for work: where it does not end by itself, the work does.
      streams.close(closeWithin.dividedBy(2));
      run.stop();
      streams.close(closeWithin.dividedBy(2));
      return why;
    } catch (RuntimeException e) {
      return e;
    } finally {
      run.stop();
    }
  }

  /**
   * Platform threads: embedding is native work that never yields, and as many virtual threads as
   * there are processors would keep every other one of the process waiting. Those of a lane that
   * nobody waits for give way to all others.
   */
  private ExecutorService workers(int threads) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name("flow-worker-", 0).factory();
    return Executors.newFixedThreadPool(
        threads,
        switch (lane) {
          case LIVE -> factory;
          case BULK, SLOW -> work -> factory.newThread(Niceness.BEHIND.of(work));
        });
  }

  private KafkaStreams streams(JobRun run, CompletableFuture<Throwable> end) {
    KafkaStreams streams =
        new KafkaStreams(
            job.topology(run), settings.properties(label(), lane), new GatedClients(run.gate()));
    streams.setUncaughtExceptionHandler(
        e -> {
          end.complete(e);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener((now, before) -> changed(now, end));
    return streams;
  }

  private void changed(KafkaStreams.State now, CompletableFuture<Throwable> end) {
    switch (now) {
      case RUNNING -> {
        runningSince = System.nanoTime();
        health = new JobHealth(label(), State.RUNNING, Optional.empty());
      }
      case ERROR -> end.complete(new IllegalStateException("Kafka Streams ended in error"));
      case CREATED, REBALANCING, PENDING_ERROR, PENDING_SHUTDOWN, NOT_RUNNING -> {
        // On its way: the state before is told until it has got there.
      }
    }
  }

  private void tell(Throwable why) {
    Throwable cause = cause(why);
    if (cause instanceof Outage outage) {
      telemetry.outage(outage.dependency());
      LOG.warn("{} waits: {}", label(), outage.getMessage());
    } else {
      LOG.error("{} failed and will start again", label(), why);
    }
    failure = Optional.of(said(cause));
    health = new JobHealth(label(), State.TROUBLED, failure);
  }

  /** For a person: who does not answer; of a bug, which. */
  private static String said(Throwable cause) {
    return switch (cause) {
      case Outage outage -> outage.getMessage();
      case KafkaException kafka -> "kafka: " + kafka.getMessage();
      default -> "failed and starts again, see the log: " + cause;
    };
  }

  /** The outage behind it; else what came first. */
  private static Throwable cause(Throwable why) {
    Throwable cause = why;
    while (!(cause instanceof Outage) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private void pause(int failures) {
    Duration wait = retry.wait(new Outage(label(), "failed", null), failures);
    try {
      if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} closed while it waited", label());
      }
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }
}
