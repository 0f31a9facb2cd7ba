package dev.freshet.ingest;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.parse.DocumentParser;
import dev.freshet.ingest.streams.JobHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The line of flow at work: the jobs of {@link Flow} for every lane that has sources. */
public final class IngestService implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /**
   * @param settings of the line
   * @param kafka {@code bootstrap.servers}, and what security asks for
   * @param sources what to read, at least one
   * @param topics the names of the topics between the jobs
   * @param parser reads files; the caller closes it, after this
   * @param embedder embeds passages; the caller closes it, after this
   * @param generation the model and passage settings that documents are embedded with
   * @param writer the store; the caller closes it, after this
   * @param telemetry counts
   * @param clock the time of day, for timings and freshness
   */
  public IngestService(
      IngestSettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      DocumentParser parser,
      PrioritisedEmbedder embedder,
      Generation generation,
      PassageWriter writer,
      Telemetry telemetry,
      InstantSource clock) {}

  /** Makes missing topics, waiting for the broker as long as it takes, and starts the jobs. */
  public void start() {}

  /** How each job is, in the order of the flow. */
  public List<JobHealth> health() {
    return List.of();
  }

  /** Whether every job runs. */
  public boolean running() {
    return health().stream().allMatch(JobHealth::up);
  }

  /** Stops the jobs; what is in flight is done again at the next start. */
  public void close(Duration within) {}

  @Override
  public void close() {
    close(CLOSE_WITHIN);
  }
}
