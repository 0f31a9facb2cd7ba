package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much has not come out yet, and for how long: the ends of the source partitions, asked for at
 * a fixed rate on a thread of its own and compared with the watermarks.
 */
final class Lag implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lag.class);
  private static final int MAX_SAMPLES = 512;

  /** An end, and when it was first seen. */
  private record Sample(long end, long nanos) {}

  private final Ends ends;
  private final Watermarks watermarks;
  private final Duration interval;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Map<LogPartition, Deque<Sample>> samples = new HashMap<>();
  private final Pace pace = new Pace();
  private volatile Map<LogPartition, Ends.Range> ranges = Map.of();
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Thread thread;

  Lag(Ends ends, Watermarks watermarks, Duration interval) {
    this.ends = ends;
    this.watermarks = watermarks;
    this.interval = interval;
  }

  void start() {
    thread = Thread.ofVirtual().name("source-ends").start(this::run);
  }

  private void run() {
    try {
      do {
        poll();
      } while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. */
  void poll() {
    try {
      Map<LogPartition, Ends.Range> found =
          new TreeMap<>(java.util.Comparator.comparing(LogPartition::toString));
      found.putAll(ends.ranges());
      note(found);
      ranges = found;
      trouble = Optional.empty();
    } catch (Outage e) {
      if (trouble.isEmpty() && stop.getCount() > 0) {
        LOG.warn("the ends of the source topics are not known: {}", e.getMessage());
      }
      trouble = Optional.of(e.getMessage());
    }
  }

  private void note(Map<LogPartition, Ends.Range> found) {
    long now = System.nanoTime();
    synchronized (samples) {
      found.forEach(
          (log, range) -> {
            long mark = mark(log, range);
            pace.note(log, mark, range.end() - 1 > mark, now);
            Deque<Sample> seen = samples.computeIfAbsent(log, _ -> new ArrayDeque<>());
            forget(log, seen);
            if (range.end() - 1 > mark && (seen.isEmpty() || seen.getLast().end() < range.end())) {
              thin(seen);
              seen.add(new Sample(range.end(), now));
            }
          });
    }
  }

  private void forget(LogPartition log, Deque<Sample> seen) {
    long mark = watermarks.state().mark(log);
    while (!seen.isEmpty() && seen.getFirst().end() - 1 <= mark) {
      seen.removeFirst();
    }
  }

  /** Keeps every second sample: a longer past, more coarsely. */
  private static void thin(Deque<Sample> seen) {
    if (seen.size() < MAX_SAMPLES) {
      return;
    }
    boolean keep = false;
    for (Iterator<Sample> each = seen.iterator(); each.hasNext(); ) {
      each.next();
      keep = !keep;
      if (!keep) {
        each.remove();
      }
    }
  }

  /** What came out of a partition, or was deleted from it before. */
  private long mark(LogPartition log, Ends.Range range) {
    return Math.max(watermarks.state().mark(log), range.begin() - 1);
  }

  /** The source partitions as last seen, in order of their names. */
  Map<LogPartition, Ends.Range> ranges() {
    return ranges;
  }

  /** Records of a partition that have not come out. */
  long records(LogPartition log) {
    Ends.Range range = ranges.get(log);
    return range == null ? 0 : Math.max(0, range.end() - 1 - mark(log, range));
  }

  /** How long the oldest record that has not come out has been seen waiting; 0: none waits. */
  double seconds(LogPartition log) {
    synchronized (samples) {
      Deque<Sample> seen = samples.get(log);
      if (seen == null) {
        return 0;
      }
      forget(log, seen);
      return seen.isEmpty() ? 0 : (System.nanoTime() - seen.getFirst().nanos()) / 1e9;
    }
  }

  /** How a position stands to what came out. */
  Standing standing(Position position) {
    LogPartition log = position.log();
    Watermarks.State state = watermarks.state();
    Ends.Range range = ranges.get(log);
    long mark = range == null ? state.mark(log) : mark(log, range);
    return new Standing(
        state.mark(log) >= position.offset(),
        state.later().contains(position),
        Math.max(0, position.offset() - mark - 1),
        seconds(log),
        pace.perSecond(log));
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void close() {
    stop.countDown();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
