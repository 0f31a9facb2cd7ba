package dev.freshet.query.dashboard;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.telemetry.Distribution;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What came out at the end since the start, and how long it took: counted from index events, so
 * that it is known wherever the jobs run. Safe to use from several threads.
 */
final class Arrivals {
  private final Set<String> live;
  private final long startedMicros;
  private final Map<DocumentState, Long> states = new EnumMap<>(DocumentState.class);
  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final Map<Stage, Tally> work = new EnumMap<>(Stage.class);
  private final Map<Stage, Tally> waits = new EnumMap<>(Stage.class);
  private final Tally freshLive = new Tally();
  private final Tally freshBulk = new Tally();
  private long embedded;
  private long reused;

  /**
   * @param live the live sources
   * @param started what came out before is the past, which is read again after a start
   */
  Arrivals(Set<String> live, Instant started) {
    this.live = Set.copyOf(live);
    this.startedMicros = StageTime.micros(started);
    for (Stage stage : Stage.values()) {
      work.put(stage, new Tally());
      waits.put(stage, new Tally());
    }
  }

  synchronized void hear(IndexEvent event) {
    List<StageTime> times = event.origin().times();
    long published = StageTime.micros(event.origin().version().publishedAt());
    OptionalLong end = times.stream().mapToLong(StageTime::endMicros).max();
    if (end.orElse(published) < startedMicros) {
      return;
    }
    states.merge(event.state(), 1L, Long::sum);
    event.failure().ifPresent(failure -> reasons.merge(failure.reason(), 1L, Long::sum));
    embedded += event.embedded();
    reused += event.reused();
    boolean isLive = live.contains(event.origin().identity().source());
    if (event.state() == DocumentState.INDEXED && end.isPresent()) {
      (isLive ? freshLive : freshBulk).add(end.getAsLong() - published);
    }
    if (isLive) {
      long before = published;
      for (StageTime time : times) {
        waits.get(time.stage()).add(time.startMicros() - before);
        work.get(time.stage()).add(time.endMicros() - time.startMicros());
        before = time.endMicros();
      }
    }
  }

  /** Documents that ended so. */
  synchronized double ended(DocumentState state) {
    return states.getOrDefault(state, 0L);
  }

  /** Dead letters of a reason. */
  synchronized double died(Reason reason) {
    return reasons.getOrDefault(reason, 0L);
  }

  /** Passages embedded. */
  synchronized double embedded() {
    return embedded;
  }

  /** Passages whose vector was taken over. */
  synchronized double reused() {
    return reused;
  }

  /** From publish to retrievable, of live sources or of bulk ones. */
  synchronized Distribution freshness(boolean ofLive) {
    return (ofLive ? freshLive : freshBulk).state();
  }

  /** A stage's own work on a document of a live source. */
  synchronized Distribution work(Stage stage) {
    return work.get(stage).state();
  }

  /** How long a document of a live source lay before a stage. */
  synchronized Distribution waits(Stage stage) {
    return waits.get(stage).state();
  }
}
