package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.common.topics.TopicNames;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far everything has come. One thread observes and publishes; many read and wait, woken by each
 * step and never by a clock.
 */
final class Watermarks {
  /**
   * A moment.
   *
   * @param point as of what readers read
   * @param marks the last offset that came out, by source partition
   * @param later positions up to the marks of which nothing is retrievable yet
   */
  record State(ReadPoint point, Map<LogPartition, Long> marks, Set<Position> later) {
    State {
      marks = Map.copyOf(marks);
    }

    /** Whether what was published there, or something newer, is retrievable, or never will be. */
    boolean has(Position position) {
      return mark(position.log()) >= position.offset() && !later.contains(position);
    }

    /**
     * Whether everything that is retrievable there is so here: no mark lies before theirs, and
     * nothing before their marks is still to come that is not to come there either.
     */
    boolean shows(State theirs) {
      return theirs.marks().entrySet().stream().allMatch(e -> mark(e.getKey()) >= e.getValue())
          && later.stream()
              .allMatch(p -> theirs.later().contains(p) || p.offset() > theirs.mark(p.log()));
    }

    /** How many positions of a source partition are still to come, up to its mark. */
    long late(LogPartition source) {
      return later.stream()
          .filter(p -> p.log().equals(source) && p.offset() <= mark(source))
          .count();
    }

    /** The last offset of a source partition that came out; -1 where none did. */
    long mark(LogPartition source) {
      return marks.getOrDefault(source, -1L);
    }
  }

  /** How many deferred positions are kept. */
  static final int MAX_LATER = 10_000;

  /** How many events may wait for another input partition's; past it they count all the same. */
  private static final int MAX_HELD = 100_000;

  private final Map<LogPartition, Long> inputs = new HashMap<>();
  private final Map<LogPartition, Deque<IndexEvent>> held = new HashMap<>();
  private final Later later = new Later(MAX_LATER);
  private final Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue;
  private final History history;
  private boolean laterChanged;
  private int heldEvents;
  private final Map<LogPartition, Long> marks = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile State state = new State(ReadPoint.START, Map.of(), Set.of());
  private volatile boolean open;

  /**
   * @param catalogue what is told of a document so far
   * @param history remembers where readers read
   */
  Watermarks(Function<DocumentIdentity, Optional<CatalogueEntry>> catalogue, History history) {
    this.catalogue = catalogue;
    this.history = history;
  }

  /**
   * Takes an event in; nobody sees it before {@link #publish}. Never moves back. One that has to
   * come after another input partition's event waits for that, and those behind it with it: the
   * jobs of two lanes tell independently, and a reader who saw only the newer of two changes would
   * see the version before both as well.
   */
  void observe(IndexEvent event) {
    if (held.containsKey(event.input().log()) || !counts(event)) {
      held.computeIfAbsent(event.input().log(), _ -> new ArrayDeque<>()).addLast(event);
      heldEvents++;
    } else {
      count(event);
    }
    release();
  }

  private boolean counts(IndexEvent event) {
    return event.after().isEmpty()
        || inputs.getOrDefault(event.after().get().log(), -1L) >= event.after().get().offset();
  }

  /** The slow lane says nothing of how far a source is: its documents come when they come. */
  private void count(IndexEvent event) {
    laterChanged |= later.observe(event, () -> catalogue.apply(event.origin().identity()));
    Optional<Position> mark =
        TopicNames.isSlow(event.input().topic())
            ? Optional.empty()
            : Optional.of(event.origin().version().position());
    if (inputs.getOrDefault(event.input().log(), -1L) < event.input().offset()) {
      history.counts(told(event), event.input(), mark, event.after());
    }
    advance(inputs, event.input());
    mark.ifPresent(position -> advance(marks, position));
  }

  /** When the index job told it, by that machine's clock. */
  private static Instant told(IndexEvent event) {
    return StageTime.instant(event.origin().doneMicros());
  }

  private void release() {
    boolean released = true;
    while (released && !held.isEmpty()) {
      released = false;
      for (Deque<IndexEvent> waiting : held.values()) {
        while (!waiting.isEmpty() && (heldEvents > MAX_HELD || counts(waiting.getFirst()))) {
          count(waiting.getFirst());
          // Only now: where the catalogue does not answer, it is counted again.
          waiting.removeFirst();
          heldEvents--;
          released = true;
        }
      }
      held.values().removeIf(Deque::isEmpty);
    }
  }

  private static void advance(Map<LogPartition, Long> offsets, Position position) {
    offsets.merge(position.log(), position.offset(), Math::max);
  }

  /**
   * What was observed, to go on from at a later start.
   *
   * @param next the offset read next, by partition of the topics that are followed
   * @return empty while events wait for others: they would be lost with it
   */
  Optional<Checkpoint> checkpoint(Map<LogPartition, Long> next) {
    return held.isEmpty()
        ? Optional.of(new Checkpoint(next, inputs, marks, later.waiting(), history.former()))
        : Optional.empty();
  }

  /** Begins where another one was, before anything is observed, and shows that. */
  void restore(Checkpoint checkpoint) {
    inputs.putAll(checkpoint.inputs());
    marks.putAll(checkpoint.marks());
    later.restore(checkpoint.later());
    history.restore(checkpoint.former());
    laterChanged = true;
    publish();
  }

  /** Shows what was observed, all at once. */
  void publish() {
    Set<Position> open = laterChanged ? later.positions() : state.later();
    laterChanged = false;
    wake(() -> state = new State(new ReadPoint(inputs), marks, open));
  }

  /** From now on answers may be given. */
  void open() {
    wake(() -> open = true);
  }

  private void wake(Runnable change) {
    lock.lock();
    try {
      change.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return open;
  }

  State state() {
    return state;
  }

  /**
   * Waits for a state, at most so long; the newest state is returned whether it holds or not.
   *
   * @throws InterruptedException when the waiting thread is to end
   */
  State await(Predicate<State> wanted, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!wanted.test(state) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** The longest wait that this class can express. */
  static long nanos(java.time.Duration wait) {
    return TimeUnit.NANOSECONDS.convert(wait);
  }
}
