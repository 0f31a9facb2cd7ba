package dev.freshet.ingest;

import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.ingest.streams.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing. Those that exist are left as they are. */
record TopicCreation(IngestSettings settings, List<SourceTopic> sources, TopicNames topics) {
  /** How long one round of questions to the broker may take. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private static final Duration SLOW_KEPT = Duration.ofDays(7);
  private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

  private static final Duration AUDIT_KEPT = Duration.ofDays(90);

  /** A record names at most 200 documents and 16 queries. */
  private static final int AUDIT_BYTES = 4 << 20;

  /** What is said of one passage: an answer and a comment, both bounded. */
  private static final int FEEDBACK_BYTES = 1 << 20;

  /**
   * A letter may outlive its time by as long as Kafka writes to one segment, seven days by default;
   * its mark has to outlive it.
   */
  private static final Duration MARKS_KEPT = DEAD_LETTERS_KEPT.plusDays(15);

  /** A mark is a position and a word. */
  private static final int MARK_BYTES = 1 << 20;

  /** How long notices of permissions that are over stay readable. */
  private static final Duration NOTICES_WHOLE = Duration.ofHours(1);

  /** How long every index event stays readable at least. */
  private static final Duration EVENTS_WHOLE = Duration.ofHours(1);

  /** Room for keys, headers and framing beside a file. */
  private static final int ENVELOPE_BYTES = 1 << 20;

  /**
   * Makes those that are missing.
   *
   * @throws Outage when the broker does not answer
   * @throws TopicsRefused when some are missing that may not or cannot be made
   */
  void ensure(Admin admin, List<NewTopic> wanted) {
    try {
      Set<String> there = admin.listTopics().names().get(seconds(), TimeUnit.SECONDS);
      List<NewTopic> missing =
          wanted.stream().filter(topic -> !there.contains(topic.name())).toList();
      if (!missing.isEmpty() && !settings.createTopics()) {
        throw TopicsRefused.missing(missing);
      }
      for (var made : admin.createTopics(missing).values().values()) {
        made.get(seconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        // Another process made it in the meantime: the next round finds it.
        case TopicExistsException cause -> new Outage("kafka", "a topic came up meanwhile", cause);
        case AuthorizationException cause -> TopicsRefused.notLet(wanted, cause);
        case PolicyViolationException cause -> TopicsRefused.notLet(wanted, cause);
        case InvalidReplicationFactorException cause -> TopicsRefused.notLet(wanted, cause);
        default -> new Outage("kafka", String.valueOf(e.getCause().getMessage()), e.getCause());
      };
    } catch (TimeoutException e) {
      throw new Outage("kafka", "does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "was not waited for", e);
    }
  }

  private static long seconds() {
    return ANSWER_WITHIN.toSeconds();
  }

  /** What documents meet in the fast lanes, whatever the generation. */
  List<NewTopic> fast() {
    List<NewTopic> wanted = new ArrayList<>();
    for (SourceTopic source : sources) {
      wanted.add(topic(source.topic(), settings.sourcePartitions(), Map.of(), fileBytes()));
    }
    lanes().forEach(lane -> wanted.add(between(topics.parsed(lane))));
    wanted.add(notices());
    // Headers of the reason come on top of the file's own envelope.
    wanted.add(
        topic(
            topics.deadLetters(),
            settings.flowPartitions(),
            kept(DEAD_LETTERS_KEPT),
            fileBytes() + ENVELOPE_BYTES));
    wanted.add(topic(topics.audit(), 1, kept(AUDIT_KEPT), AUDIT_BYTES));
    wanted.add(topic(topics.feedback(), 1, kept(AUDIT_KEPT), FEEDBACK_BYTES));
    wanted.add(topic(topics.deadLetterMarks(), 1, marksPolicy(), MARK_BYTES));
    wanted.add(between(topics.watches()));
    return wanted;
  }

  /** A generation's in the fast lanes. */
  List<NewTopic> fast(FlowGeneration generation) {
    List<NewTopic> wanted = new ArrayList<>();
    lanes()
        .forEach(
            lane -> wanted.add(between(generation.topics().embedded(generation.name(), lane))));
    wanted.add(events(generation.topics().indexEvents()));
    return wanted;
  }

  /** What documents meet in the slow lane, whatever the generation. */
  List<NewTopic> slow() {
    // Headers that say where it was published come on top of the file's own envelope.
    return List.of(
        topic(
            topics.slow(),
            settings.flowPartitions(),
            kept(SLOW_KEPT),
            fileBytes() + ENVELOPE_BYTES),
        between(topics.parsed(Lane.SLOW)));
  }

  /** A generation's in the slow lane; its embed job may start before the parse job's topic is. */
  List<NewTopic> slow(FlowGeneration generation) {
    return List.of(
        between(topics.parsed(Lane.SLOW)),
        between(generation.topics().embedded(generation.name(), Lane.SLOW)));
  }

  private List<Lane> lanes() {
    return sources.stream().map(SourceTopic::lane).distinct().sorted().toList();
  }

  private static Map<String, String> kept(Duration time) {
    return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
  }

  private static Map<String, String> marksPolicy() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(MARKS_KEPT.toMillis()));
  }

  private long fileBytes() {
    return settings.maxFileBytes() + ENVELOPE_BYTES;
  }

  private NewTopic between(String name) {
    Map<String, String> compact =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return topic(name, settings.flowPartitions(), compact, StreamsSettings.MAX_REQUEST_BYTES);
  }

  /**
   * Compacted, but not before what an event ended is swept: until then every event says where
   * readers read when it was told, also after a restart.
   */
  private NewTopic events(String name) {
    Duration whole =
        settings.retention().compareTo(EVENTS_WHOLE) > 0 ? settings.retention() : EVENTS_WHOLE;
    return topic(
        name,
        settings.flowPartitions(),
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            Long.toString(whole.toMillis())),
        StreamsSettings.MAX_REQUEST_BYTES);
  }

  /** Compacted, but late: a reader that is behind still meets a notice after it was ended. */
  private NewTopic notices() {
    return topic(
        topics.permissions(),
        settings.flowPartitions(),
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            Long.toString(NOTICES_WHOLE.toMillis())),
        ENVELOPE_BYTES);
  }

  private NewTopic topic(
      String name, int partitions, Map<String, String> policy, long maxMessageBytes) {
    Map<String, String> configs = new HashMap<>(policy);
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxMessageBytes));
    return new NewTopic(name, partitions, (short) settings.replication()).configs(configs);
  }
}
