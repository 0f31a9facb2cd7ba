package dev.freshet.query.flow;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.topics.KafkaAnswer;
import dev.freshet.common.topics.TopicNames;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** {@link Backlog} by what the jobs' consumer groups have committed. */
public final class GroupBacklog implements Backlog {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final List<Lane> LANES = List.of(Lane.LIVE, Lane.BULK, Lane.SLOW);

  private final Admin admin;
  private final TopicNames topics;
  private final String groupsPrefix;
  private final Map<String, Stage> groups = new HashMap<>();
  private final Map<String, Stage> slowGroups = new HashMap<>();

  /**
   * @param admin the caller closes it
   * @param topics between the jobs
   * @param documents prefix of the application ids of the jobs that all generations share
   * @param generation prefix of the application ids of a generation's own jobs
   */
  public GroupBacklog(Admin admin, TopicNames topics, String documents, String generation) {
    this.admin = admin;
    this.topics = topics;
    this.groupsPrefix = generation;
    for (Lane lane : LANES) {
      Map<String, Stage> those = lane == Lane.SLOW ? slowGroups : groups;
      those.put(group(documents, Stage.PARSE, lane), Stage.PARSE);
      those.put(group(generation, Stage.EMBED, lane), Stage.EMBED);
      those.put(group(generation, Stage.INDEX, lane), Stage.INDEX);
    }
  }

  private static String group(String prefix, Stage job, Lane lane) {
    return prefix + job.label() + lane.suffix();
  }

  @Override
  public Map<Stage, Long> waiting() {
    return waiting(groups);
  }

  @Override
  public Map<Stage, Long> waitingSlow() {
    return waiting(slowGroups);
  }

  private Map<Stage, Long> waiting(Map<String, Stage> those) {
    Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
    those.keySet().forEach(g -> wanted.put(g, new ListConsumerGroupOffsetsSpec()));
    ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(wanted);
    Map<Stage, Long> waiting = new EnumMap<>(Stage.class);
    those.forEach(
        (group, job) ->
            waiting.merge(
                job, lag(await(offsets.partitionsToOffsetAndMetadata(group))), Long::sum));
    return waiting;
  }

  @Override
  public Progress progress() {
    Set<String> there = await(admin.listTopics().names());
    Map<String, Lane> parsed = new HashMap<>();
    LANES.forEach(lane -> parsed.put(topics.parsed(lane), lane));
    parsed.keySet().retainAll(there);
    Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
    parsed
        .values()
        .forEach(
            lane ->
                wanted.put(
                    group(groupsPrefix, Stage.EMBED, lane), new ListConsumerGroupOffsetsSpec()));
    ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(wanted);
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    wanted
        .keySet()
        .forEach(
            group ->
                await(offsets.partitionsToOffsetAndMetadata(group))
                    .forEach(
                        (partition, offset) -> {
                          if (Objects.nonNull(offset)) {
                            committed.put(partition, offset);
                          }
                        }));
    return progress(partitions(parsed.keySet()), committed);
  }

  private Set<TopicPartition> partitions(Set<String> topics) {
    Set<TopicPartition> partitions = new HashSet<>();
    await(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(name, p.partition()))));
    return partitions;
  }

  private Progress progress(
      Set<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
    var begins = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    long done = 0;
    long total = 0;
    for (TopicPartition partition : partitions) {
      long begin = begins.get(partition).offset();
      OffsetAndMetadata at = committed.get(partition);
      done += at == null ? 0 : Math.max(0, at.offset() - begin);
      total += ends.get(partition).offset() - begin;
    }
    return new Progress(Math.min(done, total), total);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    return await(admin.listOffsets(wanted).all());
  }

  private long lag(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (Objects.nonNull(offset)) {
            latest.put(partition, OffsetSpec.latest());
          }
        });
    if (latest.isEmpty()) {
      return 0;
    }
    ListOffsetsResult ends = admin.listOffsets(latest);
    long lag = 0;
    for (TopicPartition partition : latest.keySet()) {
      long end = await(ends.partitionResult(partition)).offset();
      lag += Math.max(0, end - committed.get(partition).offset());
    }
    return lag;
  }

  private static <T> T await(KafkaFuture<T> future) {
    return KafkaAnswer.of(future, PATIENCE);
  }
}
