package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where readers read before, for as long as ended passages are kept. It is made of index events
 * alone, each of which says when it was told: so it is the same after a restart, when they are all
 * read again, and in every replica. Safe to use from many threads.
 *
 * <p>Events that were told within a short while of each other make one span; kept is where readers
 * read once the span was over. There are about {@link #SPANS} of them, however many events come: so
 * a reader may be given a state that is older than asked for by as much as a {@link #SPANS}th of
 * the time they are kept.
 *
 * <p>A state can be read as long as nothing that ended after it is swept. The index job sweeps what
 * was told to have ended at least the retention ago; the first event after the state tells when
 * that begins. A twentieth of the retention is left for clocks that differ.
 */
final class History {
  /** How many spans the time they are kept is cut into. */
  static final int SPANS = 1024;

  private static final int MARGIN = 20;

  private final Duration kept;
  private final Duration span;
  private final Deque<Former> former = new ArrayDeque<>();
  private Optional<ReadPoint> forgotten = Optional.empty();
  private Instant began;
  private Instant last;

  /**
   * A state.
   *
   * @param since when the first event was told that it has and the one before it has not
   * @param told when its last event was told
   * @param point as of what readers read
   * @param marks the last offset that came out, by source partition
   */
  record Former(Instant since, Instant told, ReadPoint point, Map<LogPartition, Long> marks) {}

  /**
   * A state and how long it can be read.
   *
   * @param state empty: the one of now
   * @param beyond when the first event after it was told; empty: there is none
   */
  record Found(Optional<Former> state, Optional<Instant> beyond) {}

  /**
   * @param retention how long ended passages are kept
   */
  History(Duration retention) {
    this.kept = retention.minus(retention.dividedBy(MARGIN));
    this.span = retention.dividedBy(SPANS);
  }

  /** The earliest time as of which anything can be read. */
  Instant horizon(Instant now) {
    return now.minus(kept);
  }

  /**
   * An event is about to count.
   *
   * @param told when it was told
   * @param inputs where readers read before it
   * @param marks the last offsets that came out before it
   */
  synchronized void before(
      Instant told, Map<LogPartition, Long> inputs, Map<LogPartition, Long> marks) {
    if (began == null) {
      began = told;
      last = told;
    } else if (told.isBefore(began.plus(span))) {
      last = told.isAfter(last) ? told : last;
    } else {
      former.addLast(new Former(began, last, new ReadPoint(inputs), Map.copyOf(marks)));
      began = told;
      last = told;
      forget(told);
    }
  }

  /** What nobody can read any more, as of the newest event. */
  private void forget(Instant now) {
    while (!former.isEmpty() && (since(1).isBefore(horizon(now)) || former.size() > 2 * SPANS)) {
      forgotten = Optional.of(former.removeFirst().point());
    }
  }

  /** When the span of this number began, which may be the one that goes on. */
  private Instant since(int number) {
    return former.stream().skip(number).findFirst().map(Former::since).orElse(began);
  }

  /** The newest state whose events were all told by then; empty: it is not known any more. */
  synchronized Optional<Found> at(Instant time) {
    if (last == null || !last.isAfter(time)) {
      return Optional.of(new Found(Optional.empty(), Optional.empty()));
    }
    List<Former> states = new ArrayList<>(former);
    for (int i = states.size() - 1; i >= 0; i--) {
      if (!states.get(i).told().isAfter(time)) {
        return Optional.of(found(states.get(i), i + 1));
      }
    }
    return start();
  }

  /** The first state in which this offset had come out; empty: it is not known any more. */
  synchronized Optional<Found> having(LogPartition source, long offset) {
    int number = 0;
    for (Former state : former) {
      if (state.marks().getOrDefault(source, -1L) >= offset) {
        return number == 0 && forgotten.isPresent()
            ? Optional.empty()
            : Optional.of(found(state, number + 1));
      }
      number++;
    }
    return Optional.of(new Found(Optional.empty(), Optional.empty()));
  }

  /** How long a read point can be read that is not the newest; empty: no longer. */
  synchronized Optional<Found> of(ReadPoint point) {
    if (forgotten.filter(floor -> !point.covers(floor)).isPresent()) {
      return Optional.empty();
    }
    Former newest = null;
    int number = 0;
    for (Former state : former) {
      if (!point.covers(state.point())) {
        break;
      }
      newest = state;
      number++;
    }
    Map<LogPartition, Long> marks = newest == null ? Map.of() : newest.marks();
    Instant told = newest == null ? Instant.EPOCH : newest.told();
    return Optional.of(found(new Former(told, told, point, marks), number));
  }

  private Optional<Found> start() {
    return forgotten.isPresent()
        ? Optional.empty()
        : Optional.of(
            found(new Former(Instant.EPOCH, Instant.EPOCH, ReadPoint.START, Map.of()), 0));
  }

  private Found found(Former state, int next) {
    return new Found(Optional.of(state), Optional.ofNullable(since(next)));
  }
}
