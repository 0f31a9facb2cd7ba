package dev.freshet.ingest;

import dev.freshet.common.document.Stage;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.ingest.drift.DriftSettings;
import dev.freshet.ingest.quality.QualitySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The settings of the line of flow as a whole.
 *
 * @param jobs which steps of the flow this process does, by their names
 * @param createTopics whether missing topics are made
 * @param applicationPrefix the jobs' application ids begin with it
 * @param instanceId names this process among those that share the work; the same after a restart
 * @param stateDirectory where Kafka Streams keeps its lock file; no state is kept there
 * @param flowPartitions partitions of the topics between the jobs, where they are missing
 * @param sourcePartitions partitions of source topics that are missing
 * @param replication replicas of topics that are missing
 * @param maxFileBytes the largest file taken
 * @param windowDocuments documents in flight in one partition of one job
 * @param windowBytes bytes of the documents in flight in one partition of one job
 * @param turn how long a live document may hold up others
 * @param commitInterval how often offsets are committed
 * @param sessionTimeout how long a process may be silent before others take over its work
 * @param cachedPassages vectors kept in memory, so that what stayed the same is not embedded again
 * @param fastPassages a document of more passages goes to the slow lane
 * @param retention how long ended passages stay readable as of then
 * @param tombstones how long deletions are remembered
 * @param embeddingPrice what a million embedded tokens cost
 * @param quality what is measured of documents, and what holds them back
 * @param drift how much of the stream is compared with how much
 */
public record IngestSettings(
    Set<String> jobs,
    boolean createTopics,
    String applicationPrefix,
    String instanceId,
    Path stateDirectory,
    int flowPartitions,
    int sourcePartitions,
    int replication,
    long maxFileBytes,
    int windowDocuments,
    long windowBytes,
    Duration turn,
    Duration commitInterval,
    Duration sessionTimeout,
    int cachedPassages,
    int fastPassages,
    Duration retention,
    Duration tombstones,
    double embeddingPrice,
    QualitySettings quality,
    DriftSettings drift) {

  /** The steps there are. */
  private static final List<String> STEPS =
      Stream.of(Stage.PARSE, Stage.EMBED, Stage.INDEX).map(Stage::label).toList();

  public static final Setting<Set<String>> JOBS =
      new Setting<>(
          "flow.jobs",
          "of " + String.join(", ", STEPS) + ", separated by commas",
          String.join(",", STEPS),
          false,
          "The steps that this process does; others do the rest. Permissions are told by those that"
              + " parse.",
          IngestSettings::steps);
  public static final Setting<Boolean> CREATE_TOPICS =
      Setting.flag(
          "flow.create-topics",
          true,
          "Whether missing topics are made; where not, a start without them is refused and says"
              + " which.");
  public static final Setting<String> APPLICATION_PREFIX =
      Setting.text(
          "flow.application-prefix", "freshet.", "Prefix of the jobs' application ids (groups).");
  public static final Setting<String> INSTANCE_ID =
      Setting.text(
          "flow.instance-id",
          "0",
          "Names this process among those that share the work; must stay the same after a restart.");
  public static final Setting<String> STATE_DIRECTORY =
      Setting.text(
          "flow.state-directory",
          "data/streams",
          "Where Kafka Streams keeps its lock files; no state is kept there.");
  public static final Setting<Integer> FLOW_PARTITIONS =
      Setting.integer(
          "flow.partitions", 4, 1, 1000, "Partitions of the topics between the jobs when created.");
  public static final Setting<Integer> SOURCE_PARTITIONS =
      Setting.integer(
          "sources.partitions", 1, 1, 1000, "Partitions of a source topic when created.");
  public static final Setting<Integer> REPLICATION =
      Setting.integer("flow.replication", 1, 1, 9, "Replicas of each topic when created.");
  public static final Setting<Long> MAX_FILE_BYTES =
      Setting.size(
          "publish.max-bytes",
          "50MB",
          1_000,
          60_000_000,
          "The largest file that is taken into a record; over HTTP a larger one goes to claim.location.");
  public static final Setting<Integer> WINDOW_DOCUMENTS =
      Setting.integer(
          "flow.window-documents",
          64,
          1,
          10_000,
          "Documents in flight in one partition of one job; at the limit it reads no further.");
  public static final Setting<Long> WINDOW_BYTES =
      Setting.size(
          "flow.window-bytes",
          "64MB",
          1_000,
          10_000_000_000L,
          "Bytes in flight in one partition of one job; one document may always be.");
  public static final Setting<Duration> TURN =
      Setting.duration(
          "flow.turn",
          "100ms",
          Duration.ofMillis(1),
          Duration.ofHours(1),
          "How long a live document that is still being worked on may hold up those behind it that"
              + " are done; then they go ahead of it.");
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "flow.commit-interval",
          "500ms",
          Duration.ofMillis(50),
          Duration.ofMinutes(1),
          "How often offsets, and the store before them, are committed.");
  public static final Setting<Duration> SESSION_TIMEOUT =
      Setting.duration(
          "flow.session-timeout",
          "8s",
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          "How long a process may be silent before others take over its work.");
  public static final Setting<Integer> CACHED_PASSAGES =
      Setting.integer(
          "embed.cache-passages",
          20_000,
          0,
          10_000_000,
          "Vectors kept in memory (about 2 KB each), so that what stayed the same is not embedded"
              + " again.");
  public static final Setting<Integer> FAST_PASSAGES =
      Setting.integer(
          "embed.fast-passages",
          256,
          1,
          1_000_000,
          "A document of more passages goes to the slow lane, so that others do not wait for it.");
  public static final Setting<Duration> RETENTION =
      Setting.duration(
          "index.retention",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofDays(30),
          "How long an ended passage stays readable as of then.");

  public static final Setting<Duration> TOMBSTONES =
      Setting.duration(
          "index.tombstone-retention",
          "31d",
          Duration.ofMinutes(1),
          Duration.ofDays(3650),
          "How long a deletion is remembered, so that an older version does not come back; longer"
              + " than one can still arrive, as dead letters may for 30 days.");

  public static final Setting<Double> EMBEDDING_PRICE =
      Setting.decimal(
          "embed.price",
          0,
          0,
          1e6,
          "What a million embedded tokens cost, in any currency; for the cost that metrics tell.");

  private static final List<Setting<?>> OF_THE_LINE =
      List.of(
          JOBS,
          CREATE_TOPICS,
          APPLICATION_PREFIX,
          INSTANCE_ID,
          STATE_DIRECTORY,
          FLOW_PARTITIONS,
          SOURCE_PARTITIONS,
          REPLICATION,
          MAX_FILE_BYTES,
          WINDOW_DOCUMENTS,
          WINDOW_BYTES,
          TURN,
          COMMIT_INTERVAL,
          SESSION_TIMEOUT,
          CACHED_PASSAGES,
          FAST_PASSAGES,
          RETENTION,
          TOMBSTONES,
          EMBEDDING_PRICE);

  /** Every setting here, and those of quality and drift. */
  public static final List<Setting<?>> ALL =
      Stream.of(OF_THE_LINE, QualitySettings.ALL, DriftSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** Reads them. */
  public static IngestSettings of(Settings settings) {
    return new IngestSettings(
        settings.get(JOBS),
        settings.get(CREATE_TOPICS),
        settings.get(APPLICATION_PREFIX),
        settings.get(INSTANCE_ID),
        Path.of(settings.get(STATE_DIRECTORY)),
        settings.get(FLOW_PARTITIONS),
        settings.get(SOURCE_PARTITIONS),
        settings.get(REPLICATION),
        settings.get(MAX_FILE_BYTES),
        settings.get(WINDOW_DOCUMENTS),
        settings.get(WINDOW_BYTES),
        settings.get(TURN),
        settings.get(COMMIT_INTERVAL),
        settings.get(SESSION_TIMEOUT),
        settings.get(CACHED_PASSAGES),
        settings.get(FAST_PASSAGES),
        settings.get(RETENTION),
        settings.get(TOMBSTONES),
        settings.get(EMBEDDING_PRICE),
        QualitySettings.of(settings),
        DriftSettings.of(settings));
  }

  private static Set<String> steps(String text) {
    Set<String> steps = new TreeSet<>(Arrays.asList(text.split(",", -1)));
    if (!STEPS.containsAll(steps)) {
      throw new IllegalArgumentException("give some of " + String.join(",", STEPS));
    }
    return Set.copyOf(steps);
  }

  /** Whether this process does a step. */
  boolean does(String job) {
    return jobs.contains(job);
  }

  /** Whether this process reads files, and tells of permissions beside. */
  public boolean parses() {
    return does(Stage.PARSE.label());
  }
}
