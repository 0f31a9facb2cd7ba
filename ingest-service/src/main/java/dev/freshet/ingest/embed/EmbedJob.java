package dev.freshet.ingest.embed;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.embed.Priority;
import dev.freshet.common.embed.VectorCache;
import dev.freshet.common.store.StandingVectors;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.DeadLetter;
import dev.freshet.ingest.streams.Deferral;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobRun;
import dev.freshet.ingest.streams.JobTopology;
import dev.freshet.ingest.streams.NewestFirst;
import dev.freshet.ingest.streams.SourceRecords;
import dev.freshet.ingest.streams.WindowLimits;
import dev.freshet.ingest.streams.WindowedProcessor;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;

/**
 * The second step: parsed documents are cut into passages and the passages embedded. Each record of
 * {@code parsed} comes out as exactly one record of {@code embedded.<generation>}, in its
 * partition's order; what is no content only passes through, and what dies here also becomes a dead
 * letter; the versions left out for it go to {@code documents.slow}. In a fast lane a document of
 * many passages goes to the slow lane's {@code parsed}, and only its position goes on.
 */
public final class EmbedJob implements FlowJob {
  static final String SINK = "to-embedded";
  static final String SLOW_SINK = "to-slow-parsed";

  /** Text of more bytes a token than any we know is certainly too much: it is not even cut. */
  private static final int MOST_BYTES_A_TOKEN = 8;

  private final TopicNames topics;
  private final PrioritisedEmbedder lanes;
  private final Function<Lane, Priority> priority;
  private final Generation generation;
  private final PassageCutter cutter;
  private final StandingVectors standing;
  private final VectorCache cache;
  private final int fastPassages;
  private final SourceRecords sources;
  private final WindowLimits limits;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /**
   * @param topics from and to
   * @param embedder shared with the lanes and the queries
   * @param priority of a lane's work now
   * @param generation the model and how documents are cut
   * @param standing vectors that the store holds already
   * @param cachedPassages vectors kept in memory for reuse; 0: none
   * @param fastPassages a document of more passages goes to the slow lane
   * @param sources the records as published, for those that die here
   * @param limits of each partition's window
   * @param telemetry counts passages, dead letters and times
   * @param clock for times
   */
  public EmbedJob(
      TopicNames topics,
      PrioritisedEmbedder embedder,
      Function<Lane, Priority> priority,
      Generation generation,
      StandingVectors standing,
      int cachedPassages,
      int fastPassages,
      SourceRecords sources,
      WindowLimits limits,
      Telemetry telemetry,
      InstantSource clock) {
    this.topics = topics;
    this.lanes = embedder;
    this.priority = priority;
    this.generation = generation;
    this.cutter = new PassageCutter(generation, embedder.as(Priority.BULK).tokenizer());
    this.standing = standing;
    this.cache = new VectorCache(cachedPassages);
    this.fastPassages = fastPassages;
    this.sources = sources;
    this.limits = limits;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Stage.EMBED.label();
  }

  @Override
  public Topology topology(JobRun run) {
    Lane lane = run.lane();
    var embedder = lanes.as(() -> priority.apply(lane));
    ExecutorService callers = run.workers(embedder.callers());
    // These only cut, and wait for the callers: twice as many documents keep all callers busy.
    ExecutorService documents = run.workers(2 * embedder.callers());
    var passages = new PassageEmbedding(embedder, cache, standing, run.retry(), callers);
    var embedding =
        new Embedding(
            lane,
            cutter,
            fastBytes(),
            fastPassages,
            passages,
            new Originals(sources, run.retry()),
            telemetry,
            clock);
    var topology =
        JobTopology.reading(
                name(),
                () ->
                    new WindowedProcessor(
                        run.gate(), limits.in(lane), documents, new NewestFirst(embedding)),
                List.of(topics.parsed(lane)))
            .writing(SINK, topics.embedded(generation.name(), lane))
            .writing(DeadLetter.SINK, topics.deadLetters())
            .writing(Deferral.SINK, topics.slow());
    if (lane != Lane.SLOW) {
      topology.writing(SLOW_SINK, topics.parsed(Lane.SLOW));
    }
    return topology.built();
  }

  private long fastBytes() {
    return (long) fastPassages * generation.passages().maxTokens() * MOST_BYTES_A_TOKEN;
  }
}
