package dev.freshet.standalone.diagnosis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.diagnosis.Cluster.Group;
import dev.freshet.standalone.diagnosis.Cluster.Span;
import dev.freshet.standalone.diagnosis.Cluster.Topic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Topics and groups as JSON. */
final class ClusterJson {
  /** Partitions told of one topic or group. */
  private static final int MOST_PARTITIONS = 64;

  private ClusterJson() {}

  static ObjectNode of(Cluster cluster) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("cluster", cluster.id()).put("brokers", cluster.brokers());
    ArrayNode topics = root.putArray("topics");
    cluster.topics().values().forEach(topic -> topics.add(topic(topic)));
    ArrayNode groups = root.putArray("groups");
    cluster.seen().forEach(group -> groups.add(group(group, cluster)));
    return root;
  }

  private static ObjectNode topic(Topic topic) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", topic.name())
        .put("partitions", topic.partitions())
        .put("replicas", topic.replicas())
        .put("leaderless", topic.leaderless())
        .put("lackReplicas", topic.lagging())
        .put("records", topic.records())
        .put(
            "newest",
            topic.newest() < 0 ? "" : java.time.Instant.ofEpochMilli(topic.newest()).toString());
    ObjectNode configs = node.putObject("configs");
    new TreeMap<>(topic.configs()).forEach(configs::put);
    ObjectNode spans = node.putObject("offsets");
    topic.spans().entrySet().stream()
        .limit(MOST_PARTITIONS)
        .forEach(
            one ->
                spans.put(
                    one.getKey().toString(),
                    one.getValue().begin() + " to " + one.getValue().end()));
    return node;
  }

  private static ObjectNode group(Group group, Cluster cluster) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", group.name())
        .put("state", group.state())
        .put("members", group.members())
        .put("withoutPartition", group.idle());
    ObjectNode lag = node.putObject("lag");
    Map<String, Long> all = new TreeMap<>();
    group.committed().forEach((at, offset) -> lag(at, offset, cluster, all));
    all.entrySet().stream()
        .limit(MOST_PARTITIONS)
        .forEach(one -> lag.put(one.getKey(), one.getValue()));
    return node;
  }

  private static void lag(TopicPartition at, long offset, Cluster cluster, Map<String, Long> to) {
    Topic topic = cluster.topics().get(at.topic());
    Span span = topic == null ? null : topic.spans().get(at.partition());
    if (span != null) {
      to.put(at.toString(), Math.max(0, span.end() - offset));
    }
  }
}
