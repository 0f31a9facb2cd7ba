package dev.freshet.ingest;

import dev.freshet.common.claim.Claims;
import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.drift.Drift;
import dev.freshet.ingest.parse.DocumentParser;
import dev.freshet.ingest.quality.Quality;
import dev.freshet.ingest.streams.FlowJob;
import dev.freshet.ingest.streams.JobHealth;
import dev.freshet.ingest.streams.KafkaSourceRecords;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.ingest.streams.SupervisedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of flow at work: the jobs of {@link Flow} for every lane that has sources, and for the
 * slow lane. What is done to documents is done once; what depends on the generation, once for each.
 */
public final class IngestService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /** Who may read what is told also where the line of flow does not run. */
  private static final Duration PERMISSIONS_AT_LATEST = Duration.ofSeconds(5);

  private final IngestSettings settings;
  private final Map<String, Object> kafka;
  private final TopicCreation topicCreation;
  private final Flow flow;
  private final List<Lane> lanes;
  private final Telemetry telemetry;
  private final LaneJobs documents;
  private final LateJobs permissions;
  private final Map<String, Running> generations = new LinkedHashMap<>();

  private record Running(FlowGeneration generation, LaneJobs jobs) {}

  /**
   * @param settings of the line
   * @param kafka {@code bootstrap.servers}, and what security asks for
   * @param sources what to read, at least one
   * @param topics the names of the topics between the jobs
   * @param parser reads files; the caller closes it, after this
   * @param claims the bytes behind references; the caller closes it, after this
   * @param first the generations that run from the start
   * @param telemetry counts
   * @param clock the time of day, for timings and freshness
   */
  public IngestService(
      IngestSettings settings,
      Map<String, Object> kafka,
      List<SourceTopic> sources,
      TopicNames topics,
      DocumentParser parser,
      Claims claims,
      List<FlowGeneration> first,
      Telemetry telemetry,
      InstantSource clock) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source topic: give at least one");
    }
    this.settings = settings;
    this.kafka = Map.copyOf(kafka);
    this.telemetry = telemetry;
    telemetry.embeddingPrice(settings.embeddingPrice());
    this.topicCreation = new TopicCreation(settings, List.copyOf(sources), topics);
    this.lanes = sources.stream().map(SourceTopic::lane).distinct().sorted().toList();
    this.flow =
        new Flow(
            settings,
            sources,
            topics,
            parser,
            claims,
            new KafkaSourceRecords(kafka),
            new Drift(settings.drift(), telemetry),
            telemetry,
            clock);
    StreamsSettings streams = streams(settings.applicationPrefix());
    this.documents =
        jobs(flow.documents(), streams, admin -> topicCreation.ensure(admin, topicCreation.slow()));
    // One run for all lanes; LIVE gives it the plain name.
    List<SupervisedJob> beside =
        settings.parses()
            ? List.of(new SupervisedJob(flow.permissions(), Lane.LIVE, streams, telemetry))
            : List.of();
    this.permissions = new LateJobs(beside, PERMISSIONS_AT_LATEST, Duration.ZERO, () -> true);
    first.forEach(this::running);
  }

  private StreamsSettings streams(String applicationPrefix) {
    return new StreamsSettings(
        kafka,
        applicationPrefix,
        settings.instanceId(),
        settings.stateDirectory(),
        settings.commitInterval(),
        settings.sessionTimeout());
  }

  private LaneJobs jobs(List<FlowJob> steps, StreamsSettings streams, Consumer<Admin> slowTopics) {
    List<FlowJob> ours = steps.stream().filter(step -> settings.does(step.name())).toList();
    return new LaneJobs(ours, lanes, streams, telemetry, () -> made(slowTopics));
  }

  private boolean made(Consumer<Admin> slowTopics) {
    try (Admin admin = Admin.create(kafka)) {
      slowTopics.accept(admin);
      return true;
    } catch (Outage | KafkaException | TopicsRefused e) {
      LOG.warn("the slow lane waits: {}", e.getMessage());
      return false;
    }
  }

  private synchronized Running running(FlowGeneration generation) {
    LaneJobs jobs =
        jobs(
            flow.of(generation),
            streams(generation.applicationPrefix()),
            admin -> topicCreation.ensure(admin, topicCreation.slow(generation)));
    var running = new Running(generation, jobs);
    if (generations.putIfAbsent(generation.name(), running) != null) {
      throw new IllegalArgumentException(generation.name() + " runs already");
    }
    return running;
  }

  private synchronized List<Running> alive() {
    return List.copyOf(generations.values());
  }

  /**
   * Makes missing topics and starts the jobs; they run a little later: {@link #running}.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer; nothing is started then,
   *     and it may be called again
   * @throws TopicsRefused when topics are missing that may not or cannot be made
   */
  public void start() {
    List<Running> first = alive();
    try (Admin admin = Admin.create(kafka)) {
      List<NewTopic> wanted = new ArrayList<>(topicCreation.fast());
      first.forEach(g -> wanted.addAll(topicCreation.fast(g.generation())));
      if (!settings.createTopics()) {
        // Whoever makes them makes all at once; else the slow lane's are made a little later.
        wanted.addAll(topicCreation.slow());
        first.forEach(g -> wanted.addAll(topicCreation.slow(g.generation())));
      }
      topicCreation.ensure(admin, wanted.stream().distinct().toList());
    }
    documents.start(this::running);
    first.forEach(generation -> generation.jobs().start(this::running));
    permissions.startAfter(this::running);
  }

  /** Readies what the first document would otherwise wait for, beside everything else. */
  public void warm() {
    if (settings.parses()) {
      var quality = new Quality(settings.quality(), telemetry);
      Thread.ofPlatform().daemon().name("quality-warm").start(quality::warm);
    }
  }

  /**
   * One more generation, built from what is parsed already and kept up to date from then on.
   *
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer, or refuses; nothing is
   *     started then, and it may be called again
   */
  public void add(FlowGeneration generation) {
    try (Admin admin = Admin.create(kafka)) {
      topicCreation.ensure(admin, topicCreation.fast(generation));
    }
    running(generation).jobs().start(this::running);
  }

  /**
   * Stops the jobs of a generation; nothing where it does not run.
   *
   * @param within how long to wait for them
   */
  public void remove(String name, Duration within) {
    Running running;
    synchronized (this) {
      running = generations.remove(name);
    }
    if (running != null) {
      end(List.of(running.jobs()), Stream.empty(), within);
    }
  }

  /**
   * How each job of each lane is, in the order of the flow, of the generation that serves; of the
   * slow lane and of permissions, which start after the others, once they have run.
   */
  public List<JobHealth> health() {
    return Stream.of(
            documents.health(),
            alive().stream()
                .filter(g -> g.generation().serves().getAsBoolean())
                .flatMap(g -> g.jobs().health()),
            permissions.health().stream())
        .flatMap(jobHealth -> jobHealth)
        .toList();
  }

  /** How each job of one generation is, whether it serves or not. */
  public List<JobHealth> health(String name) {
    return alive().stream()
        .filter(g -> g.generation().name().equals(name))
        .flatMap(g -> g.jobs().health())
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
    var all = Stream.concat(Stream.of(documents), alive().stream().map(Running::jobs)).toList();
    permissions.close(within);
    end(all, permissions.jobs().stream(), within);
  }

  private static void end(List<LaneJobs> lanes, Stream<SupervisedJob> others, Duration within) {
    Instant deadline = Instant.now().plus(within);
    List<SupervisedJob> all =
        Stream.concat(lanes.stream().flatMap(LaneJobs::jobs), others).toList();
    all.forEach(job -> job.close(within));
    lanes.forEach(jobs -> jobs.close(within));
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
