package dev.freshet.query.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.ServerSentEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A watcher at the other end of a connection: what it is told waits in a bounded queue for the
 * connection's own thread. One that does not keep up is let go; where it does not even take that,
 * its thread is interrupted, which closes the socket.
 */
final class Session implements Sink {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What comes so soon after something is told with it. */
  private static final Duration TOGETHER = Duration.ofMillis(100);

  private final BlockingQueue<Event> queue;
  private final Duration heartbeat;
  private final Duration patience;
  private final Telemetry telemetry;
  private volatile boolean over;
  private volatile Thread writer;
  private volatile long sending;

  Session(WatchSettings settings, Telemetry telemetry) {
    // One more, for the word that it is cut off.
    this.queue = new ArrayBlockingQueue<>(settings.queue() + 1);
    this.heartbeat = settings.heartbeat();
    this.patience = settings.patience();
    this.telemetry = telemetry;
  }

  @Override
  public void offer(Event event) {
    if (over) {
      return;
    }
    if (queue.remainingCapacity() > 1 && queue.offer(event)) {
      telemetry.watchEvent(event.kind().label());
    } else {
      cutOff("you did not keep up: more events waited than watch.queue lets wait");
    }
  }

  @Override
  public boolean over() {
    return over;
  }

  /** Lets the watcher go; it may come back with the last id it heard. */
  void cutOff(String why) {
    over = true;
    queue.clear();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("detail", why + "; come back with the last id as Last-Event-ID");
    boolean _ = queue.offer(Event.of(Event.Kind.CUT_OFF, Optional.empty(), data));
    telemetry.watchEvent(Event.Kind.CUT_OFF.label());
  }

  /** Frees a writer that has waited too long for its reader. */
  void freeIfStuck() {
    long since = sending;
    Thread stuck = writer;
    if (since != 0 && stuck != null && System.nanoTime() - since > patience.toNanos()) {
      over = true;
      stuck.interrupt();
    }
  }

  /** Ends it, now. */
  void interrupt() {
    over = true;
    Thread running = writer;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Writes what comes, until the watcher is gone or let go. */
  void write(OutputStream out) throws IOException {
    var events = new ServerSentEvents(out);
    writer = Thread.currentThread();
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = write(events);
      }
    } catch (InterruptedException _) {
      // The service ends, or its reader kept it waiting: the connection is closed.
      throw new IOException("the watcher is let go");
    } finally {
      over = true;
      writer = null;
    }
  }

  /**
   * What is told within a while: returns with the first thing that came and what came right behind
   * it, or with nothing but the opening where nothing came.
   *
   * @param most events, of which a few more may come
   */
  List<Event> take(Duration wait, int most) throws InterruptedException {
    writer = Thread.currentThread();
    try {
      var taken = new ArrayList<Event>();
      long end = System.nanoTime() + wait.toNanos();
      long left = wait.toNanos();
      while (left > 0 && taken.size() < most) {
        Event next = queue.poll(left, TimeUnit.NANOSECONDS);
        if (next != null) {
          taken.add(next);
          if (next.kind() != Event.Kind.WATCHING) {
            end = Math.min(end, System.nanoTime() + TOGETHER.toNanos());
          }
        }
        left = end - System.nanoTime();
      }
      queue.drainTo(taken);
      return taken;
    } finally {
      writer = null;
    }
  }

  /** It listens no more. What still waits. */
  List<Event> end() {
    over = true;
    var taken = new ArrayList<Event>();
    queue.drainTo(taken);
    return taken;
  }

  private boolean write(ServerSentEvents events) throws IOException, InterruptedException {
    Event next = queue.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
    sending = System.nanoTime() | 1;
    try {
      if (next == null) {
        events.beat();
        return !over;
      }
      events.send(next.id(), next.kind().label(), text(next));
      return next.kind() != Event.Kind.CUT_OFF;
    } finally {
      sending = 0;
    }
  }

  private static String text(Event event) {
    try {
      return JSON.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not writable", e);
    }
  }
}
