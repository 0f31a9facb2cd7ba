package dev.freshet.ingest;

import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that nobody waits for at start: they begin in the background once others run, so that they
 * delay no first document.
 */
final class LateJobs {
  private static final Logger LOG = LoggerFactory.getLogger(LateJobs.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

  private final List<SupervisedJob> jobs;
  private final Duration atLatest;
  private final Duration headStart;
  private final BooleanSupplier prepared;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Thread starter;

  /**
   * @param jobs started together
   * @param atLatest how long they wait for the others at most
   * @param headStart how long they leave the processors to the others once these run
   * @param prepared makes what they need; false where that did not succeed and is to be tried again
   */
  LateJobs(
      List<SupervisedJob> jobs, Duration atLatest, Duration headStart, BooleanSupplier prepared) {
    this.jobs = List.copyOf(jobs);
    this.atLatest = atLatest;
    this.headStart = headStart;
    this.prepared = prepared;
  }

  /** Starts a little after the others run. */
  void startAfter(BooleanSupplier othersRun) {
    starter = Thread.ofPlatform().daemon().name("late-starter").start(() -> begin(othersRun));
  }

  private void begin(BooleanSupplier othersRun) {
    long begun = System.nanoTime();
    try {
      while (!othersRun.getAsBoolean() && System.nanoTime() - begun < atLatest.toNanos()) {
        if (closes(LOOK_EVERY)) {
          return;
        }
      }
      Duration wait = headStart;
      do {
        if (closes(wait)) {
          return;
        }
        wait = TRY_AGAIN_AFTER;
      } while (!prepared.getAsBoolean());
      jobs.forEach(SupervisedJob::start);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closes(Duration wait) throws InterruptedException {
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How they are, as far as they have ever run or failed. */
  List<JobHealth> health() {
    return jobs.stream()
        .map(SupervisedJob::health)
        .filter(job -> job.state() != JobHealth.State.STARTING)
        .toList();
  }

  /** All of them, started or not. */
  List<SupervisedJob> jobs() {
    return jobs;
  }

  /** No more of them start; returns when the starter has ended, at most so much later. */
  void close(Duration within) {
    closing.countDown();
    Thread running = starter;
    try {
      if (running != null && !running.join(within)) {
        LOG.warn("a late start did not end in {} ms", within.toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
