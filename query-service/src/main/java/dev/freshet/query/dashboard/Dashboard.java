package dev.freshet.query.dashboard;

import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Lane;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.objective.ObjectiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is counted at a fixed interval, on a thread of its own that a busy service does not
 * keep waiting, keeps the last points and answers {@code GET /v1/dashboard}. Safe to use from
 * several threads.
 */
public final class Dashboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
  private static final double NANOS = 1e9;

  private final Duration interval;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Arrivals arrivals;
  private final List<Group> groups;
  private final DashboardJson json;
  private final History history = new History();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("dashboard").unstarted(this::run);
  private long readNanos;
  private boolean read;

  /**
   * @param objective what documents are held against
   * @param sources all of them; those that are live are promised anything
   * @param telemetry is read
   * @param clock tells when a point was read
   */
  public Dashboard(
      DashboardSettings settings,
      ObjectiveSettings objective,
      List<SourceTopic> sources,
      Telemetry telemetry,
      InstantSource clock) {
    this.interval = settings.interval();
    this.telemetry = telemetry;
    this.clock = clock;
    this.arrivals =
        new Arrivals(
            sources.stream()
                .filter(source -> source.lane() == Lane.LIVE)
                .map(SourceTopic::topic)
                .collect(Collectors.toUnmodifiableSet()),
            clock.instant());
    this.groups = Groups.all(arrivals, objective, sources);
    this.json = new DashboardJson(groups, interval, telemetry);
  }

  /** Hears an index event of the generation that serves. */
  public void observe(IndexEvent event) {
    arrivals.hear(event);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        read(System.nanoTime());
      } while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** Reads one point. A bug in one must not end all: it leaves a gap and is told in the log. */
  void read(long nanos) {
    Reading now = new Reading(telemetry, read ? (nanos - readNanos) / NANOS : Double.NaN);
    try {
      history.add(
          clock.instant(),
          groups.stream()
              .flatMap(group -> group.panels().stream())
              .flatMap(panel -> panel.lines().stream())
              .map(line -> line.figure().at(now))
              .toList());
      read = true;
      readNanos = nanos;
    } catch (RuntimeException e) {
      LOG.warn("the dashboard has a gap, for what is counted could not be read", e);
    }
  }

  /** Answers {@code GET /v1/dashboard}. */
  public Reply handle(Request request) {
    Optional<Instant> since =
        Parameters.of(request, List.of("since")).text("since").map(Dashboard::time);
    return Reply.json(200, json.of(history.after(since), clock.instant()));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.field(
          "since",
          "parameter \"since\" is \""
              + text
              + "\": give a time such as 2026-07-01T12:00:00Z, as one of \"times\" is");
    }
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}
