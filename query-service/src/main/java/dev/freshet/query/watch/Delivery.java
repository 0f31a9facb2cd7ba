package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One registered watch's events on their way to its target, in order, on a thread of its own: each
 * is tried until it arrives. While the target fails events wait, up to a limit; past it they are
 * dropped, and a gap is told once it answers.
 */
final class Delivery implements Sink {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /**
   * What is wrong with a target.
   *
   * @param since when it began to fail
   * @param error what happened last
   * @param dropped how many events were dropped
   */
  record Failing(Instant since, String error, long dropped) {}

  private final Registered watch;
  private final Pushing pushing;
  private final TargetSettings settings;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final BlockingQueue<Event> queue;
  private final AtomicLong dropped = new AtomicLong();
  private volatile Optional<Failing> failing = Optional.empty();
  private volatile Optional<String> delivered = Optional.empty();
  private final AtomicLong pending = new AtomicLong();
  private volatile boolean over;
  private volatile Thread thread;

  Delivery(
      Registered watch,
      Pushing pushing,
      TargetSettings settings,
      Telemetry telemetry,
      InstantSource clock) {
    this.watch = watch;
    this.pushing = pushing;
    this.settings = settings;
    this.telemetry = telemetry;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(settings.pending());
  }

  void start() {
    thread = Thread.ofVirtual().name("watch-" + watch.id()).start(this::run);
  }

  Registered watch() {
    return watch;
  }

  Optional<Failing> failing() {
    return failing;
  }

  /** The cursor of the last event that arrived. */
  Optional<String> delivered() {
    return delivered;
  }

  /** Whether something is on its way. */
  boolean behind() {
    return pending.get() > 0;
  }

  @Override
  public void offer(Event event) {
    if (event.kind() == Event.Kind.WATCHING || over) {
      return;
    }
    pending.incrementAndGet();
    if (queue.offer(event)) {
      telemetry.watchEvent(event.kind().label());
    } else {
      pending.decrementAndGet();
      dropped.incrementAndGet();
      telemetry.watchEvent("dropped");
    }
  }

  @Override
  public boolean over() {
    return over;
  }

  private void run() {
    try {
      while (!over) {
        Event next = queue.poll(1, TimeUnit.SECONDS);
        if (next != null) {
          deliver(next);
          pending.decrementAndGet();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Event event) throws InterruptedException {
    arrive(event);
    event.id().ifPresent(id -> delivered = Optional.of(id));
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.put("detail", lost + " events were dropped while the target failed");
      data.put("dropped", lost);
      arrive(Event.of(Event.Kind.GAP, event.id().map(id -> id + "!gap"), data));
    }
    failing = Optional.empty();
  }

  private void arrive(Event event) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    Optional<String> error = pushing.push(watch, event);
    while (error.isPresent() && !over) {
      Instant since = failing.map(Failing::since).orElseGet(clock::instant);
      failing = Optional.of(new Failing(since, error.get(), dropped.get()));
      telemetry.outage("watch-target");
      Thread.sleep(pause);
      pause = longer(pause);
      error = pushing.push(watch, event);
    }
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : twice;
  }

  void stop() {
    over = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
