package dev.freshet.query.watch;

import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The watchers over SSE there are: counted, bounded, and freed where they hang. */
final class Sessions implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration FAREWELL = Duration.ofMillis(100);

  private final WatchSettings settings;
  private final Feed feed;
  private final Line line;
  private final Telemetry telemetry;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Map<Access, Integer> perCaller = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean ending;

  Sessions(WatchSettings settings, Feed feed, Line line, Telemetry telemetry) {
    this.settings = settings;
    this.feed = feed;
    this.line = line;
    this.telemetry = telemetry;
  }

  void start() {
    Thread.ofVirtual().name("watchers-stuck").start(this::look);
  }

  private void look() {
    try {
      while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        sessions.forEach(Session::freeIfStuck);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  int count() {
    return sessions.size();
  }

  /**
   * @throws Problem 503 where there are too many watchers, of everyone or of this caller
   */
  synchronized void requireRoom(Access caller) {
    if (ending) {
      throw stopping();
    }
    if (sessions.size() >= settings.connections()) {
      throw full("more than " + settings.connections() + " watchers at once");
    }
    if (perCaller.getOrDefault(caller, 0) >= settings.connectionsPerCaller()) {
      throw full(
          "more than " + settings.connectionsPerCaller() + " watchers at once of one caller");
    }
  }

  private static Problem stopping() {
    return Problem.of(503, "Stopping", "the service is stopping: ask another, or later");
  }

  private static Problem full(String what) {
    return Problem.of(503, "Busy", what + ": try again when one has ended")
        .withHeader("Retry-After", "5");
  }

  /** Has one watch, until it is gone. */
  void serve(Wanted wanted, Access caller, MadeQuery made, Beginning beginning, OutputStream out)
      throws IOException {
    var session = new Session(settings, telemetry);
    if (!admitted(session, caller)) {
      session.cutOff("there are too many watchers");
      session.write(out);
      return;
    }
    var watch = new Standing(wanted, caller, session, made.query(), settings.remembered());
    try {
      feed.join(watch, beginning, made.generation());
      session.write(out);
    } finally {
      gone(session, watch);
    }
  }

  /**
   * Has one watch for a while.
   *
   * @throws Problem 503 where there are too many watchers, or the service stops
   */
  Polled poll(
      Wanted wanted, Access caller, MadeQuery made, Beginning beginning, Duration wait, int most) {
    var session = new Session(settings, telemetry);
    admit(session, caller);
    var watch = new Standing(wanted, caller, session, made.query(), settings.remembered());
    try {
      feed.join(watch, beginning, made.generation());
      List<Event> told = session.take(wait, most);
      Optional<String> here = line.cursor(watch);
      return Polled.of(told, here, session.end());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw stopping();
    } finally {
      gone(session, watch);
    }
  }

  private void gone(Session session, Standing watch) {
    // One that is still being brought up is not taken in any more.
    session.interrupt();
    line.leave(watch);
    dismissed(session, watch.access());
  }

  /** Again, for others may have come since the request was looked at. */
  private boolean admitted(Session session, Access caller) {
    try {
      admit(session, caller);
      return true;
    } catch (Problem _) {
      return false;
    }
  }

  private synchronized void admit(Session session, Access caller) {
    requireRoom(caller);
    sessions.add(session);
    perCaller.merge(caller, 1, Integer::sum);
  }

  private synchronized void dismissed(Session session, Access caller) {
    sessions.remove(session);
    perCaller.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  /** Lets all go, and does not wait for long. */
  @Override
  public void close() {
    synchronized (this) {
      ending = true;
    }
    sessions.forEach(session -> session.cutOff("the service is stopping"));
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    while (!sessions.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    sessions.forEach(Session::interrupt);
    stop.countDown();
  }
}
