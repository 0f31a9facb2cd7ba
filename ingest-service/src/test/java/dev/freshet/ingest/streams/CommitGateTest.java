package dev.freshet.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitGateTest {
  private static final TopicPartition A = new TopicPartition("in", 0);
  private static final TopicPartition B = new TopicPartition("in", 1);

  private final CommitGate gate = new CommitGate();
  private final FakeHeld held = new FakeHeld();
  private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();

  private static final class FakeHeld implements CommitGate.Held {
    private OptionalLong oldest = OptionalLong.empty();
    private boolean ready;

    @Override
    public TopicPartition partition() {
      return A;
    }

    @Override
    public OptionalLong oldest() {
      return oldest;
    }

    @Override
    public boolean ready() {
      return ready;
    }
  }

  private void commit(TopicPartition partition, long offset) {
    gate.commit(Map.of(partition, new OffsetAndMetadata(offset, "meta")), commits::add);
  }

  @Test
  void commit_stopsBeforeTheOldestHeld_ofItsPartitionOnly() {
    gate.hold(held);
    held.oldest = OptionalLong.of(7);
    commit(A, 12);
    commit(B, 12);
    held.oldest = OptionalLong.empty();
    commit(A, 12);
    assertThat(commits)
        .containsExactly(
            Map.of(A, new OffsetAndMetadata(7, "meta")),
            Map.of(B, new OffsetAndMetadata(12, "meta")),
            Map.of(A, new OffsetAndMetadata(12, "meta")));
  }

  @Test
  void commit_ofNoMoreThanLastTime_isLeftOut() {
    commit(A, 12);
    commit(A, 12);
    assertThat(commits).hasSize(1);
  }

  @Test
  void commit_ofAPartitionThatCameBack_isMadeAgain() {
    commit(A, 12);
    gate.hold(held);
    commit(A, 12);
    assertThat(commits).hasSize(2);
  }

  @Test
  void failedCommit_isMadeAgain() {
    assertThatThrownBy(
            () ->
                gate.commit(
                    Map.of(A, new OffsetAndMetadata(1, "meta")),
                    _ -> {
                      throw new IllegalStateException("broker away");
                    }))
        .hasMessage("broker away");
    commit(A, 1);
    assertThat(commits).hasSize(1);
  }

  @Test
  void poll_withNothingHeld_waitsTheWholeTime() {
    List<Duration> slices = new ArrayList<>();
    gate.poll(
        Duration.ofHours(1),
        slice -> {
          slices.add(slice);
          return someRecords();
        });
    assertThat(slices)
        .singleElement()
        .satisfies(s -> assertThat(s).isGreaterThan(CommitGate.SLICE));
  }

  @Test
  void poll_whileBusy_slices_andReturnsWhenReady() {
    gate.hold(held);
    held.oldest = OptionalLong.of(1);
    List<Duration> slices = new ArrayList<>();
    ConsumerRecords<byte[], byte[]> polled =
        gate.poll(
            Duration.ofHours(1),
            slice -> {
              slices.add(slice);
              held.ready = slices.size() == 3;
              return ConsumerRecords.empty();
            });
    assertThat(polled.isEmpty()).isTrue();
    assertThat(slices).hasSize(3).allMatch(CommitGate.SLICE::equals);
  }

  @Test
  void poll_whenReady_doesNotWait() {
    gate.hold(held);
    held.oldest = OptionalLong.of(1);
    held.ready = true;
    List<Duration> slices = new ArrayList<>();
    ConsumerRecords<byte[], byte[]> polled =
        gate.poll(
            Duration.ofHours(1),
            slice -> {
              slices.add(slice);
              return ConsumerRecords.empty();
            });
    assertThat(polled.isEmpty()).isTrue();
    assertThat(slices).containsExactly(Duration.ZERO);
  }

  @Test
  void commit_throughAConsumer_leavesHeldRecordsToBeReadAgain() {
    try (var consumer = new MockConsumer<byte[], byte[]>("earliest")) {
      consumer.assign(List.of(A));
      consumer.updateBeginningOffsets(Map.of(A, 0L));
      gate.hold(held);
      held.oldest = OptionalLong.of(4);
      gate.commit(Map.of(A, new OffsetAndMetadata(9)), consumer::commitSync);
      gate.release(held);
      assertThat(consumer.committed(java.util.Set.of(A)).get(A).offset()).isEqualTo(4);
    }
  }

  private static ConsumerRecords<byte[], byte[]> someRecords() {
    var record = new ConsumerRecord<>("in", 0, 0L, new byte[0], new byte[0]);
    return new ConsumerRecords<>(Map.of(A, List.of(record)), Map.of(A, new OffsetAndMetadata(1)));
  }
}
