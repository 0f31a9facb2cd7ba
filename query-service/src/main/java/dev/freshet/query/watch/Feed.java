package dev.freshet.query.watch;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.scheduling.Worker;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the line on, on a thread of its own: reads, holds until readers see it, tells. One that
 * joins is told of everything that becomes retrievable after, and of nothing that was before.
 */
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration HOLDING = Duration.ofMillis(5);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long SWEEP_NANOS = Duration.ofMillis(500).toNanos();

  private final Line line;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final CatchUp catchUp;
  private final Worker worker = new Worker("watches", this::run);
  private long swept;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param consumers makes a consumer of embedded documents; it is closed here
   */
  Feed(
      Line line,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Queries queries,
      Telemetry telemetry,
      InstantSource clock) {
    this.line = line;
    this.telemetry = telemetry;
    this.clock = clock;
    this.catchUp = new CatchUp(line, consumers, queries, clock);
  }

  void start() {
    worker.start();
    catchUp.start();
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> trouble() {
    return trouble;
  }

  /** A watch stands from now on, or is brought up to where the others are. */
  void join(Standing watch, Beginning beginning, String generation) {
    line.join(watch, beginning, generation).ifPresent(catchUp::add);
  }

  private void run() {
    while (worker.goesOn()) {
      try {
        if (!follow()) {
          worker.pause(IDLE);
        }
        trouble = Optional.empty();
      } catch (Outage | KafkaException | Problem e) {
        telemetry.outage(e instanceof Outage outage ? outage.dependency() : "kafka");
        trouble = Optional.of(String.valueOf(e.getMessage()));
        LOG.warn("watches: {}; trying again in {} ms", e.getMessage(), PAUSE.toMillis());
        line.forgetReel();
        worker.pause(PAUSE);
      } catch (RuntimeException e) {
        trouble = Optional.of("ended by a bug: " + e);
        LOG.error("watches are told nothing more", e);
        return;
      }
    }
  }

  /** One step; false where nobody watches. */
  private boolean follow() {
    Optional<Reel> reel = line.reel(catchUp.busy());
    reel.ifPresent(
        current -> {
          current.poll(current.holds() ? HOLDING : IDLE);
          tellAll(current);
        });
    return reel.isPresent();
  }

  private void tellAll(Reel current) {
    View view = line.view(current);
    for (Optional<ConsumerRecord<byte[], byte[]>> next = current.next(view.point());
        next.isPresent() && worker.goesOn();
        next = current.next(view.point())) {
      line.take(next.get(), view, clock.instant());
    }
    if (System.nanoTime() - swept > SWEEP_NANOS) {
      line.sweep(clock.instant());
      swept = System.nanoTime();
    }
  }

  @Override
  public void close() {
    worker.close();
    catchUp.close();
    line.forgetReel();
  }
}
