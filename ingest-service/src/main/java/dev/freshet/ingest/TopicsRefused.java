package dev.freshet.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Topics are missing, and Freshet may not or cannot make them. The message says which commands do.
 */
public final class TopicsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TopicsRefused(String message, Throwable cause) {
    super(message, cause);
  }

  /** Freshet was told to make none. */
  static TopicsRefused missing(List<NewTopic> topics) {
    return new TopicsRefused(
        "topics are missing and flow.create-topics is false; these commands make them:"
            + commands(topics),
        null);
  }

  /** The cluster does not let Freshet make them. */
  static TopicsRefused notLet(List<NewTopic> topics, Exception cause) {
    return new TopicsRefused(
        "Kafka does not let Freshet make its topics ("
            + cause.getMessage()
            + "): let it, set flow.replication to what the cluster has, or make those that are"
            + " missing by these commands:"
            + commands(topics),
        cause);
  }

  private static String commands(List<NewTopic> topics) {
    return topics.stream().map(TopicsRefused::command).collect(Collectors.joining());
  }

  private static String command(NewTopic topic) {
    Map<String, String> configs = new TreeMap<>(topic.configs());
    return "\n  kafka-topics.sh --bootstrap-server HOST:PORT --create --topic "
        + topic.name()
        + " --partitions "
        + topic.numPartitions()
        + " --replication-factor "
        + topic.replicationFactor()
        + configs.entrySet().stream()
            .map(e -> " --config " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
  }
}
