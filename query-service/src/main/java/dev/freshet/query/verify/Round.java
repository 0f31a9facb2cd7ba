package dev.freshet.query.verify;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.LogPartition;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.StoreInspection;
import dev.freshet.query.retrieval.Extent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks at everything once, as of the moment at which it began; then once more at what differed.
 * Used by one thread, once.
 */
final class Round {
  /** Documents of one page of the store. */
  private static final int PAGE = 500;

  private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final VerifiedGeneration generation;
  private final Order order;
  private final Records records;
  private final Pace pace;
  private final Listener listener;
  private final InstantSource clock;
  private final Judge judge;
  private final Settling settling;
  private final Statements statements = new Statements();
  private final Suspects suspects = new Suspects();
  private final Map<Place, Long> looked = new EnumMap<>(Place.class);
  private long told = System.nanoTime();

  /**
   * What is to be done.
   *
   * @param background whether nobody asked for it
   * @param sources the source topics to look at
   * @param only the only one of them that was asked for; empty: all
   */
  record Order(boolean background, List<String> sources, Optional<String> only) {}

  Round(
      VerifiedGeneration generation,
      Order order,
      Records records,
      Optional<Mender> mender,
      VerifySettings settings,
      Pace pace,
      Listener listener,
      InstantSource clock) {
    this.generation = generation;
    this.order = order;
    this.records = records;
    this.pace = pace;
    this.listener = listener;
    this.clock = clock;
    this.judge = new Judge(generation.catalogue()::find, generation.inspection(), clock);
    this.settling =
        new Settling(generation, judge, records, statements, mender, settings, pace, listener);
  }

  /** Does it; what breaks it off stands in the report. */
  Report run() {
    Instant began = clock.instant();
    String trouble = "";
    try {
      Extent extent = generation.extent().get();
      topics(extent);
      store();
    } catch (Outage e) {
      trouble = String.valueOf(e.getMessage());
    } catch (Pace.Ended e) {
      return report(began, List.of(), e.getMessage());
    }
    try {
      return report(began, settling.settle(suspects.all()), trouble);
    } catch (Outage | Pace.Ended e) {
      return report(began, settling.findings(), String.valueOf(e.getMessage()));
    }
  }

  private Report report(Instant began, List<Finding> findings, String trouble) {
    return new Report(
        generation.name(),
        order.background(),
        order.only(),
        began,
        clock.instant(),
        looked,
        findings,
        suspects.more(),
        trouble);
  }

  private void topics(Extent extent) {
    scan(
        Place.EMBEDDED,
        lanes(lane -> generation.topics().embedded(generation.name(), lane)),
        log -> extent.point().offset(log) + 1,
        extent);
    scan(Place.PARSED, lanes(generation.topics()::parsed), records::end, extent);
    scan(Place.SOURCE, order.sources(), log -> extent.marks().getOrDefault(log, -1L) + 1, extent);
    scan(Place.EVENTS, List.of(generation.topics().indexEvents()), records::end, extent);
  }

  private static List<String> lanes(java.util.function.Function<Lane, String> topic) {
    return Arrays.stream(Lane.values()).map(topic).toList();
  }

  private void scan(
      Place place, List<String> topics, ToLongFunction<LogPartition> end, Extent extent) {
    for (String topic : topics) {
      for (LogPartition log : records.partitions(topic)) {
        long from = records.begin(log);
        long to = end.applyAsLong(log);
        records.read(
            log,
            from,
            to,
            record -> {
              look(place, record, extent);
              tell(place, record.offset() - from, to - from);
              pace.keep();
              return true;
            });
      }
    }
  }

  private void look(Place place, ConsumerRecord<byte[], byte[]> record, Extent extent) {
    looked.merge(place, 1L, Long::sum);
    statements
        .of(place, record, extent)
        .filter(made -> order.sources().contains(made.statement().identity().source()))
        .ifPresent(
            made ->
                judge
                    .look(made.statement(), made.content())
                    .ifPresent(found -> suspects.add(new Suspect(made.statement(), found))));
  }

  private void store() {
    Optional<String> cursor = Optional.empty();
    do {
      StoreInspection.Page page = generation.inspection().documents(cursor, PAGE);
      page.documents().stream()
          .filter(identity -> order.sources().contains(identity.source()))
          .forEach(
              identity -> {
                looked.merge(Place.STORE, 1L, Long::sum);
                judge.lookAtStore(identity).ifPresent(suspects::add);
                tell(Place.STORE, looked.get(Place.STORE), 0);
                pace.keep();
              });
      cursor = page.next();
    } while (cursor.isPresent());
  }

  private void tell(Place place, long done, long of) {
    if (System.nanoTime() - told >= TELL_EVERY) {
      told = System.nanoTime();
      listener.progress(place.label(), done, of);
    }
  }
}
