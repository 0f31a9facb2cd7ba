package dev.freshet.query.watch;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.document.Position;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.store.SparseText;
import dev.freshet.common.topics.FlowCodec;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.query.retrieval.View;
import dev.freshet.query.watch.Tellings.Hit;
import dev.freshet.query.watch.matching.Match;
import dev.freshet.query.watch.matching.QueryIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One pass over a generation's embedded documents, and the watches that stand in it. One thread at
 * a time.
 */
final class Reading {
  private final WatchedGeneration generation;
  private final Queries queries;
  private final Tellings tellings;
  private final QueryIndex<Standing> index;
  private final Rememberers rememberers = new Rememberers();
  private final Map<LogPartition, Long> done = new HashMap<>();
  private final Map<LogPartition, Long> sourceMarks = new HashMap<>();
  private final Map<LogPartition, Long> sourcesDone;
  private Positions heard = Positions.NONE;
  private List<LogPartition> partitions;

  /**
   * @param from nothing at or before is looked at
   * @param sourcesDone by source partition the last offset that was told by another generation
   */
  Reading(
      WatchedGeneration generation,
      Queries queries,
      Positions from,
      Map<LogPartition, Long> sourcesDone) {
    this.generation = generation;
    this.queries = queries;
    this.tellings = new Tellings(queries);
    this.index = new QueryIndex<>(generation.embedder().identity().dimension());
    this.done.putAll(from.offsets());
    this.sourcesDone = Map.copyOf(sourcesDone);
    this.sourceMarks.putAll(sourcesDone);
    this.partitions = Cursor.ordered(from.offsets().keySet());
  }

  WatchedGeneration generation() {
    return generation;
  }

  /** The partitions there are: they have their place in every cursor. */
  void partitions(List<LogPartition> all) {
    partitions = all;
  }

  List<LogPartition> partitions() {
    return partitions;
  }

  /** Up to where everything is told. */
  Positions done() {
    return new Positions(done);
  }

  /** By source partition the last offset that is told. */
  Map<LogPartition, Long> sourceMarks() {
    return Map.copyOf(sourceMarks);
  }

  /** This much of the sources was retrievable when the reading began. */
  void sourcesAre(Map<String, Long> watermark) {
    watermark.forEach(
        (log, offset) -> sourceMarks.merge(LogPartition.parse(log), offset, Math::max));
  }

  void add(Standing watch) {
    heard = heard.max(watch.heard());
    index.add(watch, watch.query());
    rememberers.add(watch);
  }

  void remove(Standing watch) {
    index.remove(watch);
    rememberers.remove(watch);
  }

  boolean has(Standing watch) {
    return index.has(watch);
  }

  int size() {
    return index.size();
  }

  Set<Standing> watches() {
    return index.owners();
  }

  /** Tells what a record brought about; readers can see it. */
  void take(ConsumerRecord<byte[], byte[]> record, View view, Instant now) {
    LogPartition log = new LogPartition(record.topic(), record.partition());
    boolean told = toldBefore(record) || index.size() == 0;
    Optional<Arrival> arrival =
        told
            ? Optional.empty()
            : Arrival.of(record, generation.catalogue(), now, record.offset() <= heard.of(log));
    arrival.ifPresent(one -> tell(one, view));
    done.merge(log, record.offset(), Math::max);
  }

  /** By another generation; what the slow lane brings is in no order with its source. */
  private boolean toldBefore(ConsumerRecord<byte[], byte[]> record) {
    Optional<Position> source = FlowCodec.origin(record.headers()).map(o -> o.version().position());
    if (source.isEmpty() || TopicNames.isSlow(record.topic())) {
      return false;
    }
    sourceMarks.merge(source.get().log(), source.get().offset(), Math::max);
    return sourcesDone.getOrDefault(source.get().log(), -1L) >= source.get().offset();
  }

  private void tell(Arrival arrival, View view) {
    Map<Standing, List<Hit>> met = new LinkedHashMap<>();
    for (EmbeddedPassage passage : arrival.passages()) {
      for (Match<Standing> match : matches(arrival, passage)) {
        met.computeIfAbsent(match.owner(), _ -> new ArrayList<>()).add(new Hit(passage, match));
      }
    }
    rememberers.of(arrival.identity()).forEach(watch -> met.putIfAbsent(watch, List.of()));
    Map<Access, Boolean> withheld = new HashMap<>();
    met.forEach(
        (watch, hits) -> {
          if (arrival.offset() <= watch.from().of(arrival.log())) {
            return;
          }
          if (isHeard(watch, arrival)) {
            remember(watch, arrival, hits, view);
          } else if (arrival.stands()) {
            tell(watch, arrival, hits, view, withheld);
          }
        });
  }

  private static boolean isHeard(Standing watch, Arrival arrival) {
    return arrival.offset() <= watch.heard().of(arrival.log());
  }

  /**
   * Finds again what was pushed, as it was then: what has been overtaken, expired or hidden since
   * is told by what comes after, or by a sweep.
   */
  private void remember(Standing watch, Arrival arrival, List<Hit> hits, View view) {
    boolean met =
        !arrival.gone().equals(Optional.of(Reason.DELETED))
            && watch.access().permits(arrival.identity(), arrival.metadata().acl())
            && watch.wanted().concerns(arrival.identity(), arrival.metadata());
    settle(watch, arrival, tellings.met(watch, arrival, met ? hits : List.of(), view));
  }

  private List<Match<Standing>> matches(Arrival arrival, EmbeddedPassage passage) {
    Vector vector = passage.vector();
    String text = SparseText.of(arrival.metadata(), passage.passage());
    return index.matches(vector, queries.termsOf(text));
  }

  private void tell(
      Standing watch, Arrival arrival, List<Hit> hits, View view, Map<Access, Boolean> withheld) {
    Optional<Memory.Pushed> before = watch.memory().of(arrival.identity());
    if (before.filter(b -> b.version().equals(arrival.version())).isPresent()
        && arrival.gone().isEmpty()) {
      return;
    }
    if (arrival.gone().isPresent()) {
      retract(watch, arrival, arrival.gone().get());
      return;
    }
    boolean may =
        watch.access().permits(arrival.identity(), arrival.metadata().acl())
            && !withheld.computeIfAbsent(
                watch.access(), access -> isWithheld(access, arrival.identity()));
    if (!may) {
      retract(watch, arrival, Reason.WITHDRAWN);
      return;
    }
    boolean concerns = watch.wanted().concerns(arrival.identity(), arrival.metadata());
    Tellings.Told told = tellings.met(watch, arrival, concerns ? hits : List.of(), view);
    send(watch, arrival, told.events());
    settle(watch, arrival, told);
  }

  private void settle(Standing watch, Arrival arrival, Tellings.Told told) {
    if (told.passages().isEmpty()) {
      rememberers.forget(watch, arrival.identity());
    } else {
      rememberers.remember(
          watch,
          arrival.identity(),
          new Memory.Pushed(arrival.version(), told.passages(), arrival.metadata().expiresAt()));
    }
  }

  private boolean isWithheld(Access access, DocumentIdentity identity) {
    return generation.withheld().apply(access).withheld().contains(identity);
  }

  private void retract(Standing watch, Arrival arrival, Reason reason) {
    Tellings.gone(watch, arrival.identity(), reason)
        .ifPresent(event -> send(watch, arrival, List.of(event)));
    rememberers.forget(watch, arrival.identity());
  }

  /** The last event of a record says that it is done with; those before say how many there were. */
  private void send(Standing watch, Arrival arrival, List<Event> events) {
    int sent =
        watch
            .within()
            .filter(part -> part.log().equals(arrival.log()))
            .filter(part -> part.offset() == arrival.offset())
            .map(Cursor.Part::events)
            .orElse(0);
    Positions before = told(watch);
    Positions after = before.max(new Positions(Map.of(arrival.log(), arrival.offset())));
    for (int i = sent; i < events.size(); i++) {
      boolean last = i == events.size() - 1;
      String id =
          last
              ? new Cursor(generation.name(), watch.since(), after, Optional.empty())
                  .text(partitions)
              : new Cursor(
                      generation.name(),
                      watch.since(),
                      before,
                      Optional.of(new Cursor.Part(arrival.log(), arrival.offset(), i + 1)))
                  .text(partitions);
      watch.sink().offer(events.get(i).at(id));
    }
  }

  /** How far a watch is now. */
  String cursor(Standing watch) {
    return new Cursor(generation.name(), watch.since(), told(watch), Optional.empty())
        .text(partitions);
  }

  /** Never behind what it heard before it came back. */
  private Positions told(Standing watch) {
    return watch.from().max(watch.heard()).max(done());
  }

  /** Retracts what is over, or hidden from who watches, without any record that says so. */
  void sweep(Instant now) {
    Sweep.find(rememberers, index.owners(), generation.withheld(), now)
        .forEach(over -> retract(over.watch(), over.document(), over.reason()));
  }

  private void retract(Standing watch, DocumentIdentity document, Reason reason) {
    Tellings.gone(watch, document, reason)
        .ifPresent(event -> watch.sink().offer(event.at(cursor(watch))));
    rememberers.forget(watch, document);
  }
}
