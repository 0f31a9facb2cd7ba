package dev.freshet.standalone.diagnosis;

import dev.freshet.common.document.Lane;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.topics.KafkaAnswer;
import dev.freshet.standalone.diagnosis.Cluster.Group;
import dev.freshet.standalone.diagnosis.Cluster.Span;
import dev.freshet.standalone.diagnosis.Cluster.Step;
import dev.freshet.standalone.diagnosis.Cluster.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Asks the brokers once about Freshet's topics and groups.
 *
 * @param troubles told what could not be asked
 */
record ClusterLook(Subject subject, Instant now, List<String> troubles) {
  /** How long each question waits; there are about ten. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** More topics or groups than this are not looked at. */
  private static final int MOST = 500;

  /** What is told of a topic's configuration. */
  private static final List<String> CONFIGS =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  /** What they told; empty where they do not answer. */
  Optional<Cluster> look() {
    Map<String, Object> clients = new HashMap<>(subject.kafka().get());
    if (clients.isEmpty()) {
      troubles.add("Kafka: it is not connected yet");
      return Optional.empty();
    }
    clients.put("request.timeout.ms", (int) PATIENCE.toMillis());
    clients.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    Admin admin = null;
    try {
      admin = Admin.create(clients);
      return Optional.of(cluster(admin));
    } catch (RuntimeException e) {
      troubles.add("Kafka: " + e.getMessage());
      return Optional.empty();
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private Cluster cluster(Admin admin) {
    var described = admin.describeCluster();
    String id = answer(described.clusterId());
    int brokers = answer(described.nodes()).size();
    Set<String> names =
        answer(admin.listTopics().names()).stream()
            .filter(this::ours)
            .sorted()
            .limit(MOST)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, TopicDescription> topics = answer(admin.describeTopics(names).allTopicNames());
    Map<String, Map<String, String>> configs =
        tried("configuration of topics", () -> configs(admin, names), Map.of());
    Map<String, Topic> all = new TreeMap<>();
    tried("offsets of topics", () -> spans(admin, topics, configs), Map.<String, Looked>of())
        .forEach(
            (name, looked) ->
                all.put(
                    name, topic(topics.get(name), configs.getOrDefault(name, Map.of()), looked)));
    List<Group> groups = tried("groups", () -> groups(admin), List.of());
    return new Cluster(id, brokers, subject.sources(), subject.topics(), all, groups);
  }

  private boolean ours(String topic) {
    return topic.startsWith(subject.topics().prefix())
        || subject.sources().stream().anyMatch(source -> source.topic().equals(topic));
  }

  private <T> T tried(String what, java.util.function.Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (Outage e) {
      troubles.add("Kafka, " + what + ": " + e.getMessage());
      return otherwise;
    }
  }

  private static Map<String, Map<String, String>> configs(Admin admin, Set<String> names) {
    List<ConfigResource> wanted =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Map<String, String>> configs = new HashMap<>();
    answer(admin.describeConfigs(wanted).all())
        .forEach((topic, config) -> configs.put(topic.name(), chosen(config)));
    return configs;
  }

  private static Map<String, String> chosen(Config config) {
    Map<String, String> chosen = new TreeMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (CONFIGS.contains(entry.name()) && entry.value() != null) {
        chosen.put(entry.name(), entry.value());
      }
    }
    return chosen;
  }

  private record Looked(Map<Integer, Span> spans, long newest) {}

  private Map<String, Looked> spans(
      Admin admin, Map<String, TopicDescription> topics, Map<String, Map<String, String>> configs) {
    List<TopicPartition> all = new ArrayList<>();
    topics.forEach(
        (name, topic) ->
            topic.partitions().stream()
                .filter(ClusterLook::hasLeader)
                .forEach(p -> all.add(new TopicPartition(name, p.partition()))));
    long hourAgo = now.minus(Duration.ofHours(1)).toEpochMilli();
    var begins = offsets(admin, all, _ -> OffsetSpec.earliest());
    var ends = offsets(admin, all, _ -> OffsetSpec.latest());
    var newest = offsets(admin, all, _ -> OffsetSpec.maxTimestamp());
    var lastHour = offsets(admin, all, _ -> OffsetSpec.forTimestamp(hourAgo));
    var half =
        offsets(
            admin,
            all,
            p -> OffsetSpec.forTimestamp(halfRetention(configs.getOrDefault(p.topic(), Map.of()))));
    Map<String, Looked> looked = new HashMap<>();
    topics.keySet().forEach(name -> looked.put(name, new Looked(new TreeMap<>(), -1)));
    for (TopicPartition p : all) {
      long begin = begins.get(p).offset();
      long end = ends.get(p).offset();
      Looked its = looked.get(p.topic());
      its.spans()
          .put(
              p.partition(),
              new Span(begin, end, known(half.get(p), end), known(lastHour.get(p), end)));
      looked.put(
          p.topic(), new Looked(its.spans(), Math.max(its.newest(), newest.get(p).timestamp())));
    }
    return looked;
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }

  /** The moment half a retention ago; the beginning of time where nothing is deleted by it. */
  private long halfRetention(Map<String, String> configs) {
    long retention = Long.parseLong(configs.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    boolean deletes =
        configs
            .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
            .contains(TopicConfig.CLEANUP_POLICY_DELETE);
    return deletes && retention > 0 ? Math.max(0, now.toEpochMilli() - retention / 2) : 0;
  }

  private static long known(ListOffsetsResultInfo found, long end) {
    return found.offset() < 0 ? end : found.offset();
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> all, Function<TopicPartition, OffsetSpec> which) {
    return answer(
        admin
            .listOffsets(all.stream().collect(Collectors.toMap(Function.identity(), which)))
            .all());
  }

  private static Topic topic(TopicDescription its, Map<String, String> configs, Looked looked) {
    int replicas = its.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    long leaderless = its.partitions().stream().filter(p -> !hasLeader(p)).count();
    long lagging =
        its.partitions().stream().filter(p -> p.isr().size() < p.replicas().size()).count();
    return new Topic(
        its.name(),
        its.partitions().size(),
        replicas,
        (int) leaderless,
        (int) lagging,
        configs,
        looked.spans(),
        looked.newest());
  }

  private List<Group> groups(Admin admin) {
    List<String> names =
        answer(admin.listGroups().all()).stream()
            .map(group -> group.groupId())
            .filter(name -> name.startsWith(subject.groups()))
            .filter(name -> step(name).isPresent())
            .sorted()
            .limit(MOST)
            .toList();
    Map<String, ConsumerGroupDescription> described =
        answer(admin.describeConsumerGroups(names).all());
    List<Group> groups = new ArrayList<>();
    for (String name : names) {
      Map<TopicPartition, Long> committed = new HashMap<>();
      answer(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
      groups.add(group(described.get(name), committed));
    }
    return groups;
  }

  private static Group group(ConsumerGroupDescription its, Map<TopicPartition, Long> committed) {
    Set<String> reads = new TreeSet<>();
    int idle = 0;
    for (MemberDescription member : its.members()) {
      Set<TopicPartition> assigned = member.assignment().topicPartitions();
      assigned.forEach(partition -> reads.add(partition.topic()));
      idle += assigned.isEmpty() ? 1 : 0;
    }
    GroupState state = its.groupState();
    boolean settled =
        state == GroupState.STABLE || state == GroupState.EMPTY || state == GroupState.DEAD;
    return new Group(
        its.groupId(),
        step(its.groupId()),
        state.toString(),
        settled,
        its.members().size(),
        idle,
        reads,
        committed);
  }

  /** The step that a group does, by its name. */
  static Optional<Step> step(String group) {
    String name = group;
    for (Lane lane : List.of(Lane.BULK, Lane.SLOW)) {
      if (name.endsWith(lane.suffix())) {
        name = name.substring(0, name.length() - lane.suffix().length());
      }
    }
    for (Step step : Step.values()) {
      if (name.endsWith(step.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    return KafkaAnswer.of(asked, PATIENCE);
  }
}
