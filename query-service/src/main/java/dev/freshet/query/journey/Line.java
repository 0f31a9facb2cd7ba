package dev.freshet.query.journey;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.FlowPartition;
import dev.freshet.query.backwards.Deadline;
import dev.freshet.query.backwards.Entry;
import dev.freshet.query.backwards.Readings;
import dev.freshet.query.backwards.TopicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The line's topics, as one request reads them: each look has a share of the request's time. */
final class Line {
  private final Readings.Reading<EventEntry> events;
  private final int records;
  private final Duration share;

  /**
   * @param events the reading of {@code index-events}
   * @param records how many records a look reads at most
   * @param share how long a look takes at most
   */
  Line(Readings.Reading<EventEntry> events, int records, Duration share) {
    this.events = events;
    this.records = records;
    this.share = share;
  }

  /**
   * How far a look came.
   *
   * @param found what was looked for, the newest first
   * @param looked how many offsets it looked at
   * @param left how many it did not come to
   */
  record Look<T>(List<T> found, long looked, long left) {}

  /**
   * The records of a source that have not come out and are wanted.
   *
   * @param mark the last offset of a partition that came out
   * @param most so many are enough
   */
  Look<SourceRecord> underWay(
      String source, ToLongFunction<LogPartition> mark, Predicate<SourceRecord> wanted, int most) {
    Deadline deadline = deadline();
    TopicLog<SourceRecord> log = other(source, deadline, SourceRecord::of);
    Map<Integer, TopicLog.Range> behind = new TreeMap<>();
    ranges(log)
        .forEach(
            (partition, range) -> {
              long from =
                  Math.max(
                      range.begin(), mark.applyAsLong(new LogPartition(source, partition)) + 1);
              if (from < range.end()) {
                behind.put(partition, new TopicLog.Range(from, range.end()));
              }
            });
    return look(log, behind, deadline, one -> Optional.of(one).filter(wanted), most);
  }

  /** The record of a version; empty where Kafka keeps it no longer, or there never was one. */
  Optional<SourceRecord> published(Position version) {
    Deadline deadline = deadline();
    TopicLog<SourceRecord> log = other(version.topic(), deadline, SourceRecord::of);
    return new Readings.Reading<>(events.what(), log, ranges(log), deadline)
        .again(version)
        .map(SourceRecord::of);
  }

  /** What was told of a document's versions that came from these partitions. */
  Look<IndexEvent> told(DocumentIdentity identity, Collection<LogPartition> sources, int most) {
    Deadline deadline = deadline();
    Map<Integer, TopicLog.Range> ranges = new TreeMap<>();
    for (LogPartition source : sources) {
      int partition = FlowPartition.of(source, events.ranges().size());
      Optional.ofNullable(events.ranges().get(partition)).ifPresent(r -> ranges.put(partition, r));
    }
    String topic = events.log().topic();
    return look(
        other(topic, deadline, EventEntry::new),
        ranges,
        deadline,
        one -> one.about(identity),
        most);
  }

  /**
   * What stands on a topic between the jobs of the source partition of a version, the newest first.
   *
   * @param seen takes each; false: that is enough
   * @return whether there was time to look
   */
  boolean between(String topic, LogPartition source, Predicate<FlowEntry> seen) {
    Deadline deadline = deadline();
    TopicLog<FlowEntry> log = other(topic, deadline, FlowEntry::of);
    Map<Integer, TopicLog.Range> ranges = ranges(log);
    if (ranges.isEmpty()) {
      return true;
    }
    ranges.keySet().retainAll(List.of(FlowPartition.of(source, ranges.size())));
    return walk(log, ranges, deadline, seen).has("looked");
  }

  /** Of one look: its share, and never beyond the request's. */
  private Deadline deadline() {
    Deadline own = Deadline.in(share);
    return own.nanos() - events.deadline().nanos() < 0 ? own : events.deadline();
  }

  private <E extends Entry, T> Look<T> look(
      TopicLog<E> log,
      Map<Integer, TopicLog.Range> ranges,
      Deadline deadline,
      Function<E, Optional<T>> wanted,
      int most) {
    List<T> found = new ArrayList<>();
    ObjectNode told =
        walk(
            log,
            ranges,
            deadline,
            entry -> {
              wanted.apply(entry).ifPresent(found::add);
              return found.size() < most;
            });
    return new Look<>(found, told.path("looked").asLong(), told.path("left").asLong());
  }

  private <E extends Entry> ObjectNode walk(
      TopicLog<E> log, Map<Integer, TopicLog.Range> ranges, Deadline deadline, Predicate<E> more) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    int[] read = {0};
    try {
      new Readings.Reading<>(events.what(), log, ranges, deadline)
          .walk(
              Optional.empty(),
              Optional.empty(),
              told,
              entry -> more.test(entry) && ++read[0] < records);
    } catch (Outage _) {
      // Its share of the time was over before the first: the answer says how much is left.
      told.put("left", ranges.values().stream().mapToLong(r -> r.end() - r.begin()).sum());
    }
    return told;
  }

  private <E extends Entry> TopicLog<E> other(
      String topic, Deadline deadline, Function<ConsumerRecord<byte[], byte[]>, E> entry) {
    return events.log().other(topic, deadline, entry);
  }

  /** None of a topic that is not there yet: nothing has come so far. */
  private static Map<Integer, TopicLog.Range> ranges(TopicLog<?> log) {
    return log.exists() ? log.ranges() : Map.of();
  }
}
