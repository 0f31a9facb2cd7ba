package dev.freshet.ingest.index;

import dev.freshet.common.document.Stage;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.JobTopology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/**
 * The third step: embedded documents go into the store, in the order of the input partition, and
 * what became of each is told on {@code index-events}, once it is readable. Offsets are committed
 * as far as the store is durable, and never past what is told.
 */
public final class IndexJob implements FlowJob {
  static final String SINK = "to-index-events";
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private final TopicNames topics;
  private final Generation generation;
  private final PassageWriter writer;
  private final Stripes stripes = new Stripes();
  private final Duration retention;
  private final Duration tombstones;
  private final Executor beside;
  private final BooleanSupplier serves;
  private final Consumer<EmbeddedDocument> arrivals;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /**
   * @param topics from and to
   * @param generation whose documents
   * @param writer the store
   * @param retention how long ended passages stay readable
   * @param tombstones how long deletions are remembered
   * @param beside runs the store's commits; never interrupted, for that would close the store
   * @param serves whether readers read this generation now: else what comes out is no measure of
   *     freshness
   * @param arrivals told of each live document that readers are given anew
   * @param telemetry counts freshness and times
   * @param clock for times and freshness
   */
  public IndexJob(
      TopicNames topics,
      Generation generation,
      PassageWriter writer,
      Duration retention,
      Duration tombstones,
      Executor beside,
      BooleanSupplier serves,
      Consumer<EmbeddedDocument> arrivals,
      Telemetry telemetry,
      InstantSource clock) {
    this.topics = topics;
    this.generation = generation;
    this.writer = writer;
    this.retention = retention;
    this.tombstones = tombstones;
    this.beside = beside;
    this.serves = serves;
    this.arrivals = arrivals;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Stage.INDEX.label();
  }

  @Override
  public Topology topology(JobRun run) {
    String input = topics.embedded(generation.name(), run.lane());
    PassageWriter session = writer.session();
    var shared =
        new IndexRun(
            run.gate(),
            session,
            new Fence(session, stripes, clock),
            new Refresher(session, run.lane(), System::nanoTime),
            new Sweeper(session, retention, tombstones, clock, System::nanoTime),
            new Durability(session, beside, COMMIT_INTERVAL, System::nanoTime));
    return JobTopology.reading(
            name(),
            () -> new IndexProcessor(shared, input, run.lane(), serves, arrivals, telemetry, clock),
            List.of(input))
        .writing(SINK, topics.indexEvents())
        .built();
  }
}
