package dev.freshet.query.flow;

import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Outage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** {@link Backlog} by what the jobs' consumer groups have committed. */
public final class GroupBacklog implements Backlog {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final List<Stage> JOBS = List.of(Stage.PARSE, Stage.EMBED, Stage.INDEX);

  private final Admin admin;
  private final Map<String, Stage> groups = new HashMap<>();

  /**
   * @param admin the caller closes it
   * @param prefix of the jobs' application ids
   */
  public GroupBacklog(Admin admin, String prefix) {
    this.admin = admin;
    for (Stage job : JOBS) {
      groups.put(prefix + job.label(), job);
      groups.put(prefix + job.label() + ".bulk", job);
    }
  }

  @Override
  public Map<Stage, Long> waiting() {
    Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
    groups.keySet().forEach(g -> wanted.put(g, new ListConsumerGroupOffsetsSpec()));
    ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(wanted);
    Map<Stage, Long> waiting = new EnumMap<>(Stage.class);
    groups.forEach(
        (group, job) ->
            waiting.merge(
                job, lag(await(offsets.partitionsToOffsetAndMetadata(group))), Long::sum));
    return waiting;
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
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outage("kafka", "the wait for it was interrupted", e);
    } catch (ExecutionException e) {
      throw new Outage("kafka", "offsets are not told: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("kafka", "did not answer in " + PATIENCE.toMillis() + " ms", e);
    }
  }
}
