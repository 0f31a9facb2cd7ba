package dev.freshet.query.freshness;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.topics.KafkaAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** {@link Ends} by Kafka's admin client. */
public final class AdminEnds implements Ends {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;
  private final List<String> topics;

  /**
   * @param admin the caller closes it
   * @param topics the source topics
   */
  public AdminEnds(Admin admin, List<String> topics) {
    this.admin = admin;
    this.topics = List.copyOf(topics);
  }

  @Override
  public Map<LogPartition, Range> ranges() {
    List<TopicPartition> partitions = partitions();
    Map<LogPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<LogPartition, Range> ranges = new HashMap<>();
    offsets(partitions, OffsetSpec.latest())
        .forEach((log, end) -> ranges.put(log, new Range(begins.getOrDefault(log, 0L), end)));
    return ranges;
  }

  @Override
  public Map<LogPartition, Long> at(Instant time) {
    List<TopicPartition> partitions = partitions();
    Map<LogPartition, Long> found =
        offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
    Map<LogPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    ends.replaceAll((log, end) -> found.getOrDefault(log, -1L) < 0 ? end : found.get(log));
    return ends;
  }

  private List<TopicPartition> partitions() {
    return await(admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(AdminEnds::partitions)
        .toList();
  }

  private static java.util.stream.Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition()));
  }

  private Map<LogPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, spec));
    Map<TopicPartition, ListOffsetsResultInfo> found = await(admin.listOffsets(wanted).all());
    Map<LogPartition, Long> offsets = new HashMap<>();
    found.forEach(
        (p, info) -> offsets.put(new LogPartition(p.topic(), p.partition()), info.offset()));
    return offsets;
  }

  private static <T> T await(KafkaFuture<T> future) {
    return KafkaAnswer.of(future, PATIENCE);
  }
}
