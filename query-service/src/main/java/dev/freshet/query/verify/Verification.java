package dev.freshet.query.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.ServerSentEvents;
import dev.freshet.query.exchange.Spelling;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /v1/verify}, and runs rounds in the background. One round at a time: a request
 * ends one in the background, which begins anew when it is its time again.
 */
public final class Verification implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
  private static final Duration BACKGROUND_ENDS_WITHIN = Duration.ofSeconds(10);
  private static final int ALL_OF_THE_TIME = 100;

  private final VerifySettings settings;
  private final List<String> sources;
  private final Supplier<VerifiedGeneration> serving;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final ReentrantLock running = new ReentrantLock();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread background =
      Thread.ofPlatform().daemon().name("verify").unstarted(this::rounds);
  private volatile boolean asked;
  private volatile Optional<Report> last = Optional.empty();
  private volatile Optional<Report> lastFull = Optional.empty();

  /**
   * @param sources the source topics there are
   * @param serving the generation that serves now
   * @param consumers makes a consumer for each round
   * @param producer with acks=all; the caller closes it, after this
   */
  public Verification(
      VerifySettings settings,
      List<String> sources,
      Supplier<VerifiedGeneration> serving,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.serving = serving;
    this.consumers = consumers;
    this.producer = producer;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      telemetry.verifyFindings(
          kind.label(), this, v -> v.lastFull.map(report -> report.count(kind)).orElse(0L));
    }
    telemetry.verifiedAt(
        this, v -> v.lastFull.map(report -> report.ended().getEpochSecond()).orElse(0L));
  }

  /** Begins with rounds in the background, where there are any. */
  public void start() {
    if (settings.share() > 0) {
      background.start();
    }
  }

  private void rounds() {
    try {
      while (!stop.await(settings.every().toMillis(), TimeUnit.MILLISECONDS)) {
        running.lock();
        try {
          tryOne();
        } finally {
          running.unlock();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryOne() {
    try {
      Report report =
          round(
              new Round.Order(true, sources, Optional.empty()),
              false,
              new Pace(settings.share(), () -> asked || stop.getCount() == 0),
              Listener.NOBODY);
      if (!report.findings().isEmpty()) {
        LOG.warn(
            "what is kept differs from what was published in {} documents: see GET /v1/verify",
            report.findings().size() + report.more());
      }
    } catch (Problem | Outage e) {
      LOG.info("no round of verification now: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a round of verification was ended by a bug", e);
    }
  }

  private Report round(Round.Order order, boolean repair, Pace pace, Listener listener) {
    VerifiedGeneration generation = serving.get();
    try (Records records = new Records(consumers.get())) {
      Optional<Mender> mender =
          repair ? Optional.of(new Mender(generation, records, producer)) : Optional.empty();
      Report report =
          new Round(generation, order, records, mender, settings, pace, listener, clock).run();
      last = Optional.of(report);
      lastFull = report.full() ? last : lastFull;
      return report;
    }
  }

  /** Tells what the last round found. */
  public Reply report(Request request) {
    Parameters.of(request, List.of());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("running", running.isLocked());
    node.set("last", last.map(Report::json).orElse(null));
    return Reply.json(200, node);
  }

  /** Runs a round, and streams how it goes. */
  public Reply verify(Request request) {
    Parameters.of(request, List.of());
    Fields body =
        Fields.of(
            JsonBody.read(request.body(), "{\"repair\":false}"), "", List.of("source", "repair"));
    Optional<String> source = body.text("source");
    source
        .filter(name -> !sources.contains(name))
        .ifPresent(
            name -> {
              throw Problem.field("source", Spelling.unknown("source", name, sources));
            });
    boolean repair = repair(body);
    // Told before anything is sent, where it cannot be now.
    var _ = serving.get().extent().get();
    requireRoom();
    Round.Order order = new Round.Order(false, source.map(List::of).orElse(sources), source);
    return Reply.events(Map.of(), out -> stream(order, repair, out));
  }

  private static boolean repair(Fields body) {
    if (body.has("repair") && !body.get("repair").isBoolean()) {
      throw body.wrong("repair", "give true or false");
    }
    return body.has("repair") && body.get("repair").booleanValue();
  }

  private void requireRoom() {
    if (running.isLocked() && asked) {
      throw busy();
    }
  }

  private static Problem busy() {
    return Problem.of(
            409, "Busy", "another round of verification is under way: GET /v1/verify tells of it")
        .withHeader("Retry-After", "10");
  }

  private void stream(Round.Order order, boolean repair, OutputStream out) throws IOException {
    var events = new ServerSentEvents(out);
    boolean mine = false;
    try {
      synchronized (this) {
        mine = !asked;
        asked = true;
      }
      if (!mine || !running.tryLock(BACKGROUND_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        events.send(Optional.empty(), "failed", busy().document().toString());
        return;
      }
      Report report;
      try {
        report =
            round(
                order,
                repair,
                new Pace(ALL_OF_THE_TIME, () -> stop.getCount() == 0),
                telling(events));
      } finally {
        running.unlock();
        // Before it is told: who hears that it is done may ask for the next at once.
        asked = false;
        mine = false;
      }
      events.send(Optional.empty(), "done", report.json().toString());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      events.send(Optional.empty(), "failed", Problem.stopping().document().toString());
    } catch (Problem e) {
      events.send(Optional.empty(), "failed", e.document().toString());
    } catch (Outage e) {
      var problem = Problem.of(503, "Not now", String.valueOf(e.getMessage()));
      events.send(Optional.empty(), "failed", problem.document().toString());
    } finally {
      if (mine) {
        asked = false;
      }
    }
  }

  private static Listener telling(ServerSentEvents events) {
    return new Listener() {
      @Override
      public void progress(String step, long done, long of) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        send("progress", node.put("step", step).put("done", done).put("of", of));
      }

      @Override
      public void found(Finding finding) {
        send("finding", finding.json());
      }

      private void send(String name, ObjectNode data) {
        try {
          events.send(Optional.empty(), name, data.toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** No more rounds; one under way ends soon. */
  @Override
  public void close() {
    stop.countDown();
    try {
      if (background.isAlive() && !background.join(BACKGROUND_ENDS_WITHIN)) {
        LOG.warn("a round of verification did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
