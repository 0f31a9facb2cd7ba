package dev.freshet.ingest;

import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The job that tells of permissions, started once the line of flow runs, so that it delays no
 * start, and after {@link #AT_LATEST} in any case.
 */
final class PermissionsLane {
  /** How long it waits for the line of flow. */
  private static final Duration AT_LATEST = Duration.ofSeconds(5);

  private static final long LOOK_MILLIS = 20;

  private final SupervisedJob job;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread starter;
  private volatile boolean begun;
  private volatile BooleanSupplier flowRuns = () -> true;

  PermissionsLane(SupervisedJob job) {
    this.job = job;
    this.starter = Thread.ofPlatform().daemon().name("permissions-start").unstarted(this::begin);
  }

  void startAfter(BooleanSupplier running) {
    flowRuns = running;
    starter.start();
  }

  private void begin() {
    long deadline = System.nanoTime() + AT_LATEST.toNanos();
    try {
      while (!flowRuns.getAsBoolean() && System.nanoTime() < deadline) {
        if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    if (closing.getCount() > 0) {
      begun = true;
      job.start();
    }
  }

  /** How the job is; empty before it first ran, for nobody waits for that. */
  Optional<JobHealth> health() {
    return Optional.of(job.health()).filter(h -> h.state() != JobHealth.State.STARTING);
  }

  /** Asks the job to end, or not to start; {@link #awaitClosed} waits for it. */
  void close(Duration within) {
    closing.countDown();
    job.close(within);
  }

  /** Waits until it has ended, where it ever began. */
  void awaitClosed(Duration within) {
    try {
      if (starter.getState() != Thread.State.NEW && starter.join(within) && begun) {
        boolean _ = job.awaitClosed(within);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
