package dev.freshet.standalone.diagnosis;

import dev.freshet.standalone.diagnosis.Cluster.Topic;
import dev.freshet.standalone.diagnosis.OffsetLook.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
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
  /** More topics than this are not looked at. */
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
    clients.put("request.timeout.ms", (int) Asking.PATIENCE.toMillis());
    clients.put("default.api.timeout.ms", (int) Asking.PATIENCE.toMillis());
    Admin admin = null;
    try {
      admin = Admin.create(clients);
      return Optional.of(cluster(admin, new Asking(troubles)));
    } catch (RuntimeException e) {
      troubles.add("Kafka: " + e.getMessage());
      return Optional.empty();
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private Cluster cluster(Admin admin, Asking asking) {
    var described = admin.describeCluster();
    String id = asking.answer(described.clusterId());
    int brokers = asking.answer(described.nodes()).size();
    List<String> ours =
        new OurTopics(subject.sources(), subject.topics())
            .among(asking.answer(admin.listTopics().names()));
    if (ours.size() > MOST) {
      asking.trouble("topics: there are " + ours.size() + ", the first " + MOST + " are looked at");
    }
    List<String> names = ours.stream().limit(MOST).toList();
    Map<String, TopicDescription> topics =
        asking.answer(admin.describeTopics(names).allTopicNames());
    Map<String, Map<String, String>> configs =
        asking
            .tried("configuration of topics", () -> configs(admin, asking, names))
            .orElse(Map.of());
    Map<String, Looked> looked = new OffsetLook(admin, asking, now).look(led(topics), configs);
    Map<String, Topic> all = new TreeMap<>();
    topics.forEach(
        (name, its) ->
            all.put(
                name,
                topic(
                    its,
                    configs.getOrDefault(name, Map.of()),
                    looked.getOrDefault(name, Looked.NOTHING))));
    var cluster =
        new Cluster(id, brokers, subject.sources(), subject.topics(), all, Optional.empty());
    return cluster.with(
        new GroupLook(admin, asking, subject.groups(), cluster.generations()).look());
  }

  private static Map<String, Map<String, String>> configs(
      Admin admin, Asking asking, List<String> names) {
    List<ConfigResource> wanted =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Map<String, String>> configs = new HashMap<>();
    asking
        .answer(admin.describeConfigs(wanted).all())
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

  private static List<TopicPartition> led(Map<String, TopicDescription> topics) {
    List<TopicPartition> all = new ArrayList<>();
    topics.forEach(
        (name, topic) ->
            topic.partitions().stream()
                .filter(ClusterLook::hasLeader)
                .forEach(p -> all.add(new TopicPartition(name, p.partition()))));
    return all;
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
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
}
