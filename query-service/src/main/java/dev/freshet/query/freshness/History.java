package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where readers read before, for as long as ended passages are kept. It is made of index events
 * alone, each of which says when it was told, in whatever order partitions are read; a restart goes
 * on with it ({@link Checkpoint}). Safe to use from many threads.
 *
 * <p><b>Spans.</b> Time is cut into spans, {@link #SPANS} of the retention. Of each span is kept
 * how far its events led; the state at its end is all that the spans up to it have led to, in
 * whatever order they were learned. A reader may be given a state that is older than asked for by
 * as much as a span, and never a newer one.
 *
 * <p><b>Order.</b> Events of one input partition count in its order; one that has to come after
 * another partition's counts in no earlier span than that. So every state shows one version of each
 * document.
 *
 * <p><b>How long.</b> A state can be read as long as nothing that ended after it is swept. The
 * index job sweeps what was told to have ended at least the retention ago; the first event after
 * the state tells when that begins. A twentieth of the retention is left for clocks that differ.
 * Spans that nobody can read up to any more are put together into one.
 */
final class History {
  /** How many spans the time they are kept is cut into. */
  static final int SPANS = 1024;

  private static final int MARGIN = 20;

  private final Duration kept;
  private final long spanMicros;
  private final TreeMap<Long, Span> spans = new TreeMap<>();
  private final Map<LogPartition, Instant> latest = new HashMap<>();
  private final Span forgotten = new Span();
  private Instant newest = Instant.MIN;

  /** What the events of some time led to. */
  private static final class Span {
    private final Map<LogPartition, Long> inputs = new HashMap<>();
    private final Map<LogPartition, Long> marks = new HashMap<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(Span other) {
      other.inputs.forEach((log, offset) -> inputs.merge(log, offset, Math::max));
      other.marks.forEach((log, offset) -> marks.merge(log, offset, Math::max));
      first = first.isBefore(other.first) ? first : other.first;
      last = last.isAfter(other.last) ? last : other.last;
    }

    boolean leadsTo(Position input) {
      return inputs.getOrDefault(input.log(), -1L) >= input.offset();
    }

    boolean shows(Position token) {
      return marks.getOrDefault(token.log(), -1L) >= token.offset();
    }

    boolean isBeyond(ReadPoint point) {
      return inputs.entrySet().stream().anyMatch(e -> e.getValue() > point.offset(e.getKey()));
    }

    static Span of(Checkpoint.Led led) {
      Span span = new Span();
      span.inputs.putAll(led.inputs());
      span.marks.putAll(led.marks());
      span.first = led.first();
      span.last = led.last();
      return span;
    }

    Checkpoint.Led led() {
      return new Checkpoint.Led(inputs, marks, first, last);
    }

    Former state() {
      return new Former(new ReadPoint(inputs), Map.copyOf(marks));
    }
  }

  /**
   * A state.
   *
   * @param point as of what readers read
   * @param marks the last offset that came out, by source partition
   */
  record Former(ReadPoint point, Map<LogPartition, Long> marks) {}

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
    this.spanMicros = Math.max(1, retention.toMillis() * 1000 / SPANS);
  }

  /** The earliest time as of which anything can be read. */
  Instant horizon(Instant now) {
    return now.minus(kept);
  }

  /**
   * An event counts.
   *
   * @param told when it was told
   * @param input how far it leads readers
   * @param mark how far its source partition came out by it; empty: it says nothing of that
   * @param after where another input partition had to be before it
   */
  synchronized void counts(
      Instant told, Position input, Optional<Position> mark, Optional<Position> after) {
    Instant inOrder = later(told, latest.getOrDefault(input.log(), Instant.MIN));
    Instant time = later(inOrder, after.map(this::reached).orElse(Instant.MIN));
    latest.put(input.log(), time);
    Span one = new Span();
    one.inputs.put(input.log(), input.offset());
    mark.ifPresent(position -> one.marks.put(position.log(), position.offset()));
    one.first = time;
    one.last = time;
    add(one);
    forget();
  }

  private void add(Span span) {
    long number = Math.floorDiv(StageTime.micros(span.last), spanMicros);
    spans.computeIfAbsent(number, _ -> new Span()).add(span);
    newest = later(newest, span.last);
  }

  /** All of it. */
  synchronized Checkpoint.Former former() {
    return new Checkpoint.Former(
        forgotten.led(), spans.values().stream().map(Span::led).toList(), latest);
  }

  /** Begins with what another one held, whatever its retention; it holds nothing yet itself. */
  synchronized void restore(Checkpoint.Former former) {
    forgotten.add(Span.of(former.forgotten()));
    former.spans().forEach(led -> add(Span.of(led)));
    latest.putAll(former.latest());
    if (!spans.isEmpty()) {
      forget();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** When an input partition had come so far: at the end of the first span that has it. */
  private Instant reached(Position position) {
    return spans.values().stream()
        .filter(span -> span.leadsTo(position))
        .findFirst()
        .map(span -> span.last)
        .orElse(Instant.MIN);
  }

  /** What nobody can read any more, as of the newest event. */
  private void forget() {
    Instant horizon = horizon(newest);
    while (spans.size() > 1
        && (spans.higherEntry(spans.firstKey()).getValue().first.isBefore(horizon)
            || spans.size() > 2 * SPANS)) {
      forgotten.add(spans.pollFirstEntry().getValue());
    }
  }

  /** The newest state whose events were all told by then; empty: it is not known any more. */
  synchronized Optional<Found> at(Instant time) {
    if (forgotten.last.isAfter(time)) {
      return Optional.empty();
    }
    Span all = start();
    for (Span span : spans.values()) {
      if (span.last.isAfter(time)) {
        return Optional.of(new Found(Optional.of(all.state()), Optional.of(span.first)));
      }
      all.add(span);
    }
    return Optional.of(new Found(Optional.empty(), Optional.empty()));
  }

  /** The first state in which a source position had come out; empty: it is not known any more. */
  synchronized Optional<Found> having(Position token) {
    if (forgotten.shows(token)) {
      return Optional.empty();
    }
    Span all = start();
    boolean had = false;
    for (Span span : spans.values()) {
      if (had) {
        return Optional.of(new Found(Optional.of(all.state()), Optional.of(span.first)));
      }
      all.add(span);
      had = all.shows(token);
    }
    return Optional.of(new Found(Optional.empty(), Optional.empty()));
  }

  /** How long a read point can be read that is not the newest; empty: no longer. */
  synchronized Optional<Found> of(ReadPoint point) {
    if (forgotten.isBeyond(point)) {
      return Optional.empty();
    }
    Span all = start();
    for (Span span : spans.values()) {
      if (span.isBeyond(point)) {
        Former state = new Former(point, Map.copyOf(all.marks));
        return Optional.of(new Found(Optional.of(state), Optional.of(span.first)));
      }
      all.add(span);
    }
    return Optional.of(new Found(Optional.empty(), Optional.empty()));
  }

  private Span start() {
    Span all = new Span();
    all.add(forgotten);
    return all;
  }
}
