package dev.freshet.query.flow;

import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits before each job, for {@link Telemetry#backlog}: asked of Kafka at a fixed rate on a
 * thread of its own, so that no scrape waits for Kafka. Where Kafka does not answer, what was known
 * last stays.
 */
public final class Depths implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Depths.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Supplier<Backlog> backlog;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("backlog-depths").unstarted(this::run);
  private volatile Map<Stage, Long> fast = Map.of();
  private volatile Map<Stage, Long> slow = Map.of();

  /**
   * @param backlog of the generation that serves
   * @param telemetry reads what was asked last
   */
  public Depths(Supplier<Backlog> backlog, Telemetry telemetry) {
    this.backlog = backlog;
    for (Stage job : List.of(Stage.PARSE, Stage.EMBED, Stage.INDEX)) {
      telemetry.backlog(job, "fast", this, d -> d.fast.getOrDefault(job, 0L));
      telemetry.backlog(job, "slow", this, d -> d.slow.getOrDefault(job, 0L));
    }
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        ask();
      } while (!stop.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void ask() {
    try {
      fast = backlog.get().waiting();
      slow = backlog.get().waitingSlow();
    } catch (Outage e) {
      LOG.debug("what waits before the jobs is not known: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}
