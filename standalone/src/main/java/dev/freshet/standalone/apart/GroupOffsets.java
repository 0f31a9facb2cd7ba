package dev.freshet.standalone.apart;

import dev.freshet.common.topics.KafkaAnswer;
import dev.freshet.standalone.process.StartRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the jobs of one step have read, asked and set while they run or do not.
 *
 * @param admin of the cluster
 * @param topics what each group reads, by group
 */
record GroupOffsets(Admin admin, Map<String, String> topics) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How far all groups together have to go, and how far they are. */
  record Progress(long done, long all) {}

  /**
   * Waits until nobody is a member of any of the groups, as long as a process that was killed stays
   * one.
   *
   * @throws StartRefused where somebody is
   */
  void requireNobody(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<String> members = members();
    while (!members.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(500);
      members = members();
    }
    if (!members.isEmpty()) {
      throw new StartRefused(
          "these ingest services still index: " + members + "; stop them first, then try again");
    }
  }

  private Set<String> members() {
    Set<String> there =
        answer(admin.listGroups().all()).stream().map(g -> g.groupId()).collect(Collectors.toSet());
    there.retainAll(topics.keySet());
    return answer(admin.describeConsumerGroups(there).all()).values().stream()
        .flatMap(group -> group.members().stream())
        .map(member -> member.groupInstanceId().orElse(member.clientId()))
        .collect(Collectors.toSet());
  }

  /** From now on the groups read from the beginning. */
  void rewind() {
    for (Map.Entry<String, String> one : topics.entrySet()) {
      Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
      offsets(one.getValue(), OffsetSpec.earliest())
          .forEach((partition, offset) -> begin.put(partition, new OffsetAndMetadata(offset)));
      if (!begin.isEmpty()) {
        answer(admin.alterConsumerGroupOffsets(one.getKey(), begin).all());
      }
    }
  }

  /** How far they are. */
  Progress progress() {
    long done = 0;
    long all = 0;
    for (Map.Entry<String, String> one : topics.entrySet()) {
      Map<TopicPartition, OffsetAndMetadata> read =
          answer(admin.listConsumerGroupOffsets(one.getKey()).partitionsToOffsetAndMetadata());
      for (Map.Entry<TopicPartition, Long> end :
          offsets(one.getValue(), OffsetSpec.latest()).entrySet()) {
        all += end.getValue();
        OffsetAndMetadata at = read.get(end.getKey());
        done += at == null ? 0 : at.offset();
      }
    }
    return new Progress(done, all);
  }

  /** By partition; none of a topic that is not there. */
  private Map<TopicPartition, Long> offsets(String topic, OffsetSpec which) {
    if (!answer(admin.listTopics().names()).contains(topic)) {
      return Map.of();
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    answer(admin.describeTopics(Set.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .forEach(p -> wanted.put(new TopicPartition(topic, p.partition()), which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer(admin.listOffsets(wanted).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    return KafkaAnswer.of(asked, PATIENCE);
  }
}
