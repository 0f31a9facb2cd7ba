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
      return await(wanted(token.get()), wait);
    }
    if (asOf.isPresent()) {
      return await(wanted(asOf.get()), wait);
    }
    return watermarks.state();
  }

  private Map<LogPartition, Long> wanted(Position token) {
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
    return Map.of(token.log(), token.offset());
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

  private Watermarks.State await(Map<LogPartition, Long> wanted, Duration wait) {
    try {
      Watermarks.State state =
          watermarks.await(s -> missing(s, wanted).isEmpty(), Watermarks.nanos(wait));
      Optional<Map.Entry<LogPartition, Long>> missing = missing(state, wanted);
      if (missing.isPresent()) {
        throw late(state, missing.get(), wait);
      }
      return state;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "Stopping", "the service is stopping: ask another, or later");
    }
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
    String come =
        mark < 0 ? "nothing of it is retrievable yet" : "it is retrievable up to offset " + mark;
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
        .with("wanted", missing.getKey().at(missing.getValue()).token())
        .with("watermark", named(state));
  }

  /** The watermark as it is told, in order of the partitions' names. */
  static Map<String, Long> named(Watermarks.State state) {
    Map<String, Long> named = new TreeMap<>();
    state.marks().forEach((log, offset) -> named.put(log.toString(), offset));
    return named;
  }
}
