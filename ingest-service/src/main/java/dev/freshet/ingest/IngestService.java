package dev.freshet.ingest;

import dev.freshet.common.document.Lane;
import dev.freshet.common.embed.Generation;
import dev.freshet.common.embed.PrioritisedEmbedder;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.PassageWriter;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.parse.DocumentParser;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.KafkaSourceRecords;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of flow at work: the jobs of {@link Flow} for every lane that has sources, and for the
 * slow lane.
 */
public final class IngestService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /** The slow lane waits for as long as the fast ones do not run. */
  private static final Duration AFTER_THE_FAST_ONES = Duration.ofDays(365);

  /** The moment that the slow lane leaves the processors to the first documents. */
  private static final Duration SLOW_HEAD_START = Duration.ofSeconds(1);

  /** Who may read what is told also where the line of flow does not run. */
  private static final Duration PERMISSIONS_AT_LATEST = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final TopicCreation topicCreation;
  private final List<SupervisedJob> jobs;
  private final LateJobs slow;
  private final LateJobs permissions;

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
      InstantSource clock) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source topic: give at least one");
    }
    this.kafka = Map.copyOf(kafka);
    this.topicCreation = new TopicCreation(settings, List.copyOf(sources), topics, generation);
    var flow =
        new Flow(
            settings,
            sources,
            topics,
            parser,
            embedder,
            generation,
            writer,
            new KafkaSourceRecords(kafka),
            telemetry,
            clock);
    var streams =
        new StreamsSettings(
            kafka,
            settings.applicationPrefix(),
            settings.instanceId(),
            settings.stateDirectory(),
            settings.commitInterval(),
            settings.sessionTimeout());
    List<Lane> lanes = sources.stream().map(SourceTopic::lane).distinct().sorted().toList();
    List<FlowJob> steps = flow.jobs();
    this.jobs =
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
            this::slowTopicsAreThere);
    // One run for all lanes; LIVE gives it the plain name.
    this.permissions =
        new LateJobs(
            List.of(new SupervisedJob(flow.permissions(), Lane.LIVE, streams, telemetry)),
            PERMISSIONS_AT_LATEST,
            Duration.ZERO,
            () -> true);
  }

  /**
   * Makes missing topics and starts the jobs; they run a little later: {@link #running}.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer, or refuses; nothing is
   *     started then, and it may be called again
   */
  public void start() {
    try (Admin admin = Admin.create(kafka)) {
      topicCreation.ensure(admin);
    }
    jobs.forEach(SupervisedJob::start);
    slow.startAfter(this::running);
    permissions.startAfter(this::running);
  }

  private boolean slowTopicsAreThere() {
    try (Admin admin = Admin.create(kafka)) {
      topicCreation.ensureSlow(admin);
      return true;
    } catch (Outage e) {
      LOG.warn("the slow lane waits: {}", e.getMessage());
      return false;
    }
  }

  /**
   * How each job of each lane is, in the order of the flow; of the slow lane and of permissions,
   * which start after the others, once they have run.
   */
  public List<JobHealth> health() {
    return Stream.of(
            jobs.stream().map(SupervisedJob::health),
            slow.health().stream(),
            permissions.health().stream())
        .flatMap(jobHealth -> jobHealth)
        .toList();
  }

  /** Whether every job runs. */
  public boolean running() {
    return health().stream().allMatch(JobHealth::up);
  }

  /**
   * Stops the jobs; what is in flight is done again at the next start.
   *
   * @param within how long to wait for them, all together
   */
  public void close(Duration within) {
    Instant deadline = Instant.now().plus(within);
    List<SupervisedJob> all =
        Stream.of(jobs, slow.jobs(), permissions.jobs()).flatMap(List::stream).toList();
    all.forEach(job -> job.close(within));
    slow.close(within);
    permissions.close(within);
    for (SupervisedJob job : all) {
      Duration left = Duration.between(Instant.now(), deadline);
      job.awaitClosed(left.isNegative() ? Duration.ZERO : left);
    }
  }

  @Override
  public void close() {
    close(CLOSE_WITHIN);
  }
}
