package dev.freshet.standalone.diagnosis;

import static dev.freshet.standalone.diagnosis.Figures.bytes;
import static dev.freshet.standalone.diagnosis.Figures.time;

import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.streams.StreamsSettings;
import dev.freshet.standalone.diagnosis.Cluster.Topic;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/** How the topics are made, and what stands on them. */
final class TopicRules {
  static final List<Rule> ALL =
      List.of(
          each(TopicRules::replicas),
          each(TopicRules::inSync),
          each(TopicRules::leaders),
          each(TopicRules::compaction),
          each(TopicRules::eventsCompactedEarly),
          each(TopicRules::recordsTooSmall),
          each(TopicRules::clockOfPublishers),
          each(TopicRules::deadLetters),
          TopicRules::tombstones);

  private static final long FILE_EXTRA = 1L << 20;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** What dead letters are kept where the topic is not known. */
  private static final Duration LETTERS_KEPT = Duration.ofDays(30);

  private TopicRules() {}

  /** A topic of a cluster. */
  private record At(Facts facts, Cluster cluster) {}

  private static Rule each(BiFunction<At, Topic, Stream<Finding>> rule) {
    return facts ->
        facts.cluster().stream()
            .flatMap(
                cluster ->
                    cluster.topics().values().stream()
                        .flatMap(topic -> rule.apply(new At(facts, cluster), topic)));
  }

  private static Stream<Finding> replicas(At at, Topic topic) {
    return at.cluster().brokers() == 1 || topic.replicas() != 1
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "one-replica",
                topic.name()
                    + " has one replica, the cluster has "
                    + at.cluster().brokers()
                    + " brokers",
                "a broker that is lost takes its partitions with it, and what stood there",
                "flow.replication=3 holds for topics that are made from then on; of this one:"
                    + " kafka-reassign-partitions.sh"));
  }

  private static Stream<Finding> inSync(At at, Topic topic) {
    OptionalLong least = topic.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    if (least.isEmpty() || topic.replicas() == 0 || least.getAsLong() < topic.replicas()) {
      return Stream.empty();
    }
    String seen =
        topic.name()
            + " has "
            + topic.replicas()
            + " replicas and min.insync.replicas="
            + least.getAsLong();
    String fix =
        "kafka-configs.sh --alter --entity-type topics --entity-name "
            + topic.name()
            + " --add-config min.insync.replicas="
            + Math.max(1, topic.replicas() - 1);
    if (least.getAsLong() > topic.replicas()) {
      return Stream.of(
          Finding.wrong("min-insync-beyond-replicas", seen, "every write to it is refused", fix));
    }
    return topic.replicas() == 1
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "min-insync-is-all",
                seen,
                "while one broker is down nothing can be written to it",
                fix));
  }

  private static Stream<Finding> leaders(At at, Topic topic) {
    if (topic.leaderless() == 0 && topic.lagging() == 0) {
      return Stream.empty();
    }
    return Stream.of(
        Finding.wrong(
            topic.leaderless() > 0 ? "partitions-without-leader" : "replicas-not-in-sync",
            topic.name()
                + ": of "
                + topic.partitions()
                + " partitions "
                + topic.leaderless()
                + " have no leader, "
                + topic.lagging()
                + " lack a replica",
            "without a leader nothing is read or written there; with fewer replicas less is lost"
                + " before all is",
            "look after the brokers: one is down, or cannot keep up"));
  }

  private static boolean isCompacted(Cluster cluster, String name) {
    return cluster.isParsed(name)
        || cluster.isEvents(name)
        || cluster.generation(name).isPresent()
        || name.equals(cluster.names().permissions())
        || name.equals(cluster.names().watches());
  }

  private static Stream<Finding> compaction(At at, Topic topic) {
    if (topic.configs().isEmpty()
        || !isCompacted(at.cluster(), topic.name())
        || (topic.cleansBy(TopicConfig.CLEANUP_POLICY_COMPACT)
            && !topic.cleansBy(TopicConfig.CLEANUP_POLICY_DELETE))) {
      return Stream.empty();
    }
    return Stream.of(
        Finding.wrong(
            "topic-not-compacted",
            topic.name()
                + " has cleanup.policy="
                + topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG)
                + " and retention.ms="
                + topic.configs().get(TopicConfig.RETENTION_MS_CONFIG),
            "it holds the last word of each document: what is deleted there by age is missing after"
                + " a reindex, a rebuilt store or a lost catalogue",
            "kafka-configs.sh --alter --entity-type topics --entity-name "
                + topic.name()
                + " --add-config cleanup.policy=compact"));
  }

  private static Stream<Finding> eventsCompactedEarly(At at, Topic topic) {
    long wanted =
        at.facts().settings().get(IngestSettings.RETENTION).map(Duration::toMillis).orElse(0L);
    OptionalLong lag = topic.number(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG);
    return !at.cluster().isEvents(topic.name()) || lag.isEmpty() || lag.getAsLong() >= wanted
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "events-compacted-early",
                topic.name()
                    + " has min.compaction.lag.ms="
                    + lag.getAsLong()
                    + ", index.retention is "
                    + time(wanted),
                "after a restart it is not known where readers read before what was compacted",
                "kafka-configs.sh --alter --entity-type topics --entity-name "
                    + topic.name()
                    + " --add-config min.compaction.lag.ms="
                    + wanted
                    + ", or lower index.retention"));
  }

  private static Stream<Finding> recordsTooSmall(At at, Topic topic) {
    long file = at.facts().settings().number(IngestSettings.MAX_FILE_BYTES);
    OptionalLong most = topic.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    String name = topic.name();
    long wanted = 0;
    if (file > 0 && at.cluster().isSource(name)) {
      wanted = file + FILE_EXTRA;
    } else if (file > 0
        && (name.equals(at.cluster().names().slow())
            || name.equals(at.cluster().names().deadLetters()))) {
      wanted = file + SettingRules.LETTER_EXTRA;
    } else if (at.cluster().isParsed(name) || at.cluster().generation(name).isPresent()) {
      wanted = StreamsSettings.MAX_REQUEST_BYTES;
    }
    return most.isEmpty() || most.getAsLong() >= wanted
        ? Stream.empty()
        : Stream.of(
            Finding.wrong(
                "records-too-small",
                name
                    + " takes records of "
                    + bytes(most.getAsLong())
                    + ", those of publish.max-bytes and what is made of them may have "
                    + bytes(wanted),
                "a larger document is refused there, or stops its job for as long as it is so",
                "kafka-configs.sh --alter --entity-type topics --entity-name "
                    + name
                    + " --add-config max.message.bytes="
                    + wanted
                    + ", or lower publish.max-bytes"));
  }

  private static Stream<Finding> clockOfPublishers(At at, Topic topic) {
    long ahead = topic.newest() - at.facts().now().toEpochMilli();
    return !at.cluster().isSource(topic.name()) || ahead <= CLOCKS_DIFFER.toMillis()
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "clocks-differ",
                "the newest record of "
                    + topic.name()
                    + " is of "
                    + ahead / 1000
                    + " s from now, by this machine's clock",
                "ages, recency and freshness are reckoned by these times, and Kafka deletes by them",
                "set the clocks of publishers, or of this machine (chrony, ntpd); or let the broker"
                    + " date records: message.timestamp.type=LogAppendTime"));
  }

  private static Stream<Finding> deadLetters(At at, Topic topic) {
    return !topic.name().equals(at.cluster().names().deadLetters()) || topic.lastHour() == 0
        ? Stream.empty()
        : Stream.of(
            Finding.advice(
                "dead-letters",
                topic.lastHour()
                    + " documents became dead letters in the last hour; "
                    + topic.records()
                    + " are kept",
                "they are not found until they are mended",
                "./freshet dead-letters list says why; ./freshet dead-letters replay tries again"));
  }

  /** Who replays a letter brings back what was deleted and forgotten since. */
  private static Stream<Finding> tombstones(Facts facts) {
    long kept =
        facts
            .cluster()
            .map(cluster -> cluster.topics().get(cluster.names().deadLetters()))
            .map(topic -> topic.number(TopicConfig.RETENTION_MS_CONFIG))
            .orElse(OptionalLong.empty())
            .orElse(LETTERS_KEPT.toMillis());
    return facts.settings().get(IngestSettings.TOMBSTONES).stream()
        .map(Duration::toMillis)
        .filter(remembered -> kept < 0 || remembered < kept)
        .map(
            remembered ->
                Finding.wrong(
                    "deletions-forgotten-early",
                    "index.tombstone-retention is "
                        + time(remembered)
                        + ", dead letters are kept "
                        + (kept < 0 ? "for ever" : time(kept)),
                    "a letter that is replayed later brings a deleted document back",
                    "set index.tombstone-retention longer than the dead letters' retention.ms"));
  }
}
