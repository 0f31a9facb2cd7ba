package dev.freshet.ingest.parse;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.Deferral;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.JobTopology;
import dev.freshet.ingest.streams.NewestFirst;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.ingest.streams.WindowedProcessor;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.streams.Topology;

/**
 * The first step: published files become parsed documents. Each source record comes out as exactly
 * one record of {@code parsed}, in its partition's order; one that cannot be read also becomes a
 * dead letter, and one that takes too long goes to {@code documents.slow}, which is the slow lane's
 * source. A live one that holds up others while it is read lets them go ahead: its position goes on
 * as deferred, and it comes out once more when it is read.
 */
public final class ParseJob implements FlowJob {
  static final String SINK = "to-parsed";

  private final List<SourceTopic> sources;
  private final TopicNames topics;
  private final DocumentParser parser;
  private final Claims claims;
  private final long maxFileBytes;
  private final Quality quality;
  private final WindowLimits limits;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /**
   * @param sources of all lanes
   * @param topics where to
   * @param parser reads files, several at once
   * @param claims the bytes behind references
   * @param maxFileBytes the largest file taken
   * @param quality measures what was read
   * @param limits of each partition's window
   * @param telemetry counts dead letters and times
   * @param clock for times
   */
  public ParseJob(
      List<SourceTopic> sources,
      TopicNames topics,
      DocumentParser parser,
      Claims claims,
      long maxFileBytes,
      Quality quality,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.topics = topics;
    this.parser = parser;
    this.claims = claims;
    this.maxFileBytes = maxFileBytes;
    this.quality = quality;
    this.limits = limits;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Stage.PARSE.label();
  }

  @Override
  public Topology topology(JobRun run) {
    Lane lane = run.lane();
    ExecutorService workers = run.workers(parser.callers(lane));
    WindowLimits window = limits.in(lane);
    var parsing =
        new Parsing(lane, run.retry(), parser, claims, maxFileBytes, quality, telemetry, clock);
    var topology =
        JobTopology.reading(
                name(),
                () -> new WindowedProcessor(run.gate(), window, workers, new NewestFirst(parsing)),
                inputs(lane))
            .writing(SINK, topics.parsed(lane))
            .writing(DeadLetter.SINK, topics.deadLetters());
    if (lane != Lane.SLOW) {
      topology.writing(Deferral.SINK, topics.slow());
    }
    return topology.built();
  }

  private List<String> inputs(Lane lane) {
    if (lane == Lane.SLOW) {
      return List.of(topics.slow());
    }
    return sources.stream()
        .filter(source -> source.lane() == lane)
        .map(SourceTopic::topic)
        .toList();
  }
}
