package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What callers demand of freshness, and waiting for it. */
final class Demands {
  /** So far may a caller's clock be ahead of this one. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(1);

  private final List<String> topics;
  private final Ends ends;
  private final Lag lag;
  private final Watermarks watermarks;
  private final InstantSource clock;

  Demands(
      List<SourceTopic> sources, Ends ends, Lag lag, Watermarks watermarks, InstantSource clock) {
    this.topics = sources.stream().map(SourceTopic::topic).toList();
    this.ends = ends;
    this.lag = lag;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  Watermarks.State await(Optional<Position> token, Optional<Instant> asOf, Duration wait) {
    if (token.isPresent()) {
      requireKnown(token.get());
      return await(token.get(), wait);
    }
    if (asOf.isPresent()) {
      return await(wanted(asOf.get()), wait);
    }
    return watermarks.state();
  }

  private void requireKnown(Position token) {
    if (!topics.contains(token.topic())) {
      throw Problem.field("freshness.token", Spelling.unknown("source", token.topic(), topics));
    }
    boolean topicSeen =
        lag.ranges().keySet().stream().anyMatch(p -> p.topic().equals(token.topic()));
    if (topicSeen && !lag.ranges().containsKey(token.log())) {
      throw Problem.field(
          "freshness.token",
          "partition " + token.log() + " does not exist: give the token that publishing answered");
    }
  }

  /** For each partition the last offset before that time. */
  private Map<LogPartition, Long> wanted(Instant asOf) {
    if (asOf.isAfter(clock.instant().plus(CLOCK_DIFFERENCE))) {
      throw Problem.field(
          "freshness.asOf",
          "\"freshness.asOf\" lies in the future: give a time up to now, " + clock.instant());
    }
    Map<LogPartition, Ends.Range> ranges = lag.ranges();
    Map<LogPartition, Long> wanted =
        new TreeMap<>(java.util.Comparator.comparing(LogPartition::toString));
    ends.at(asOf)
        .forEach(
            (log, offset) -> {
              long begin = ranges.containsKey(log) ? ranges.get(log).begin() : 0;
              if (offset > begin) {
                wanted.put(log, offset - 1);
              }
            });
    return wanted;
  }

  /** For that position alone: what was deferred before it is not waited for. */
  private Watermarks.State await(Position token, Duration wait) {
    Watermarks.State state = await(s -> s.has(token), wait);
    if (!state.has(token)) {
      throw late(state, Map.entry(token.log(), token.offset()), wait);
    }
    return state;
  }

  private Watermarks.State await(Predicate<Watermarks.State> wanted, Duration wait) {
    try {
      return watermarks.await(wanted, Watermarks.nanos(wait));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "Stopping", "the service is stopping: ask another, or later");
    }
  }

  private Watermarks.State await(Map<LogPartition, Long> wanted, Duration wait) {
    Watermarks.State state = await(s -> missing(s, wanted).isEmpty(), wait);
    Optional<Map.Entry<LogPartition, Long>> missing = missing(state, wanted);
    if (missing.isPresent()) {
      throw late(state, missing.get(), wait);
    }
    return state;
  }

  private static Optional<Map.Entry<LogPartition, Long>> missing(
      Watermarks.State state, Map<LogPartition, Long> wanted) {
    return wanted.entrySet().stream()
        .filter(e -> state.mark(e.getKey()) < e.getValue())
        .findFirst();
  }

  private static Problem late(
      Watermarks.State state, Map.Entry<LogPartition, Long> missing, Duration wait) {
    long mark = state.mark(missing.getKey());
    Position wanted = missing.getKey().at(missing.getValue());
    boolean deferred = state.later().contains(wanted);
    String come =
        deferred
            ? "it takes long to read and was deferred to the slow lane"
            : mark < 0
                ? "nothing of it is retrievable yet"
                : "it is retrievable up to offset " + mark;
    return Problem.of(
            504,
            "Not fresh enough yet",
            missing.getKey()
                + " was waited for up to offset "
                + missing.getValue()
                + " for "
                + wait.toMillis()
                + " ms; "
                + come
                + ": ask again, or give a longer freshness.waitMs")
        .with("field", "freshness")
        .with("wanted", wanted.token())
        .with("deferred", deferred)
        .with("watermark", named(state));
  }

  /** The watermark as it is told, in order of the partitions' names. */
  static Map<String, Long> named(Watermarks.State state) {
    return named(state.marks());
  }

  static Map<String, Long> named(Map<LogPartition, Long> marks) {
    Map<String, Long> named = new TreeMap<>();
    marks.forEach((log, offset) -> named.put(log.toString(), offset));
    return named;
  }
}
