package dev.freshet.ingest;

import dev.freshet.common.document.Lane;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Steps of the flow, each once for every lane that has sources and once for the slow lane. */
final class LaneJobs {
  /** The slow lane waits for as long as the fast ones do not run. */
  private static final Duration AFTER_THE_FAST_ONES = Duration.ofDays(365);

  /** The moment that the slow lane leaves the processors to the first documents. */
  private static final Duration SLOW_HEAD_START = Duration.ofSeconds(1);

  private final List<SupervisedJob> fast;
  private final LateJobs slow;

  /**
   * @param steps in the order in which a document meets them
   * @param lanes that have sources
   * @param slowTopics makes what the slow lane needs; false where it has to be tried again
   */
  LaneJobs(
      List<FlowJob> steps,
      List<Lane> lanes,
      StreamsSettings streams,
      Telemetry telemetry,
      BooleanSupplier slowTopics) {
    this.fast =
        steps.stream()
            .flatMap(
                job -> lanes.stream().map(lane -> new SupervisedJob(job, lane, streams, telemetry)))
            .toList();
    this.slow =
        new LateJobs(
            steps.stream()
                .map(job -> new SupervisedJob(job, Lane.SLOW, streams, telemetry))
                .toList(),
            AFTER_THE_FAST_ONES,
            SLOW_HEAD_START,
            slowTopics);
  }

  /** Starts the fast ones now, the slow ones once all of the fast ones run. */
  void start(BooleanSupplier fastRun) {
    fast.forEach(SupervisedJob::start);
    slow.startAfter(fastRun);
  }

  /** How each is; of the slow lane, once it has run. */
  Stream<JobHealth> health() {
    return Stream.concat(fast.stream().map(SupervisedJob::health), slow.health().stream());
  }

  /** No more of them start. */
  void close(Duration within) {
    slow.close(within);
  }

  Stream<SupervisedJob> jobs() {
    return Stream.concat(fast.stream(), slow.jobs().stream());
  }
}
