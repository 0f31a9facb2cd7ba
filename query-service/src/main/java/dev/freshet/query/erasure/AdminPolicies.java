package dev.freshet.query.erasure;

import dev.freshet.common.topics.KafkaAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** {@link TopicPolicies} by Kafka's admin client. */
public final class AdminPolicies implements TopicPolicies {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What the names of topics begin with, behind the prefix, that tell of documents. */
  private static final List<String> STEMS =
      List.of(
          "parsed",
          "embedded.",
          "index-events",
          "documents.slow",
          "dead-letters",
          "permissions",
          "audit",
          "feedback");

  private final Admin admin;

  /**
   * @param admin the caller closes it
   */
  public AdminPolicies(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<String, Policy> of(String prefix, Set<String> sources) {
    List<ConfigResource> wanted =
        await(admin.listTopics().names()).stream()
            .filter(
                name ->
                    sources.contains(name)
                        || STEMS.stream().anyMatch(stem -> name.startsWith(prefix + stem)))
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, Policy> policies = new TreeMap<>();
    await(admin.describeConfigs(wanted).all())
        .forEach((topic, config) -> policies.put(topic.name(), policy(config)));
    return policies;
  }

  private static Policy policy(Config config) {
    List<String> cleanup =
        List.of(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().split(",", -1));
    return new Policy(
        cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
        cleanup.contains(TopicConfig.CLEANUP_POLICY_DELETE),
        number(config, TopicConfig.RETENTION_MS_CONFIG),
        number(config, TopicConfig.SEGMENT_MS_CONFIG),
        number(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG));
  }

  private static long number(Config config, String name) {
    return Long.parseLong(config.get(name).value());
  }

  private static <T> T await(KafkaFuture<T> future) {
    return KafkaAnswer.of(future, PATIENCE);
  }
}
