package dev.freshet.ingest;

import dev.freshet.common.failure.Outage;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slow lane's jobs. They start in the background once the fast ones run and have had a moment
 * for the first documents: nobody waits for them at start.
 */
final class SlowLane {
  private static final Logger LOG = LoggerFactory.getLogger(SlowLane.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** How long it leaves the processors to others once these run. */
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final TopicCreation topicCreation;
  private final List<SupervisedJob> jobs;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Thread starter;

  SlowLane(Map<String, Object> kafka, TopicCreation topicCreation, List<SupervisedJob> jobs) {
    this.kafka = kafka;
    this.topicCreation = topicCreation;
    this.jobs = jobs;
  }

  /** Starts a little after the others run. */
  void startAfter(BooleanSupplier othersRun) {
    starter = Thread.ofPlatform().daemon().name("slow-lane-starter").start(() -> run(othersRun));
  }

  private void run(BooleanSupplier othersRun) {
    try {
      while (!othersRun.getAsBoolean()) {
        if (closes(LOOK_EVERY)) {
          return;
        }
      }
      Duration wait = HEAD_START;
      do {
        if (closes(wait)) {
          return;
        }
        wait = TRY_AGAIN_AFTER;
      } while (!topicsAreThere());
      jobs.forEach(SupervisedJob::start);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closes(Duration wait) throws InterruptedException {
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean topicsAreThere() {
    try (Admin admin = Admin.create(kafka)) {
      topicCreation.ensureSlow(admin);
      return true;
    } catch (Outage e) {
      LOG.warn("the slow lane waits: {}", e.getMessage());
      return false;
    }
  }

  /** How its jobs are, as far as they have ever run or failed. */
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
        LOG.warn("the slow lane's start did not end in {} ms", within.toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
