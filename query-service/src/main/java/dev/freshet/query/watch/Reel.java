package dev.freshet.query.watch;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of the embedded topics, each held until readers can see what it brought, and given in the
 * order of its partition. Holds a bounded number of bytes; past it no more are read. One thread at
 * a time.
 */
final class Reel implements AutoCloseable {
  private static final long MAX_HELD_BYTES = 64L << 20;
  private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<String> topics;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<LogPartition, Deque<ConsumerRecord<byte[], byte[]>>> held = new HashMap<>();
  private Set<TopicPartition> assigned = Set.of();
  private long heldBytes;
  private boolean paused;
  private long looked;

  /**
   * @param consumer closed here
   * @param after reads from the next offset on; a partition that is not named is read from its
   *     beginning
   */
  Reel(List<String> topics, Consumer<byte[], byte[]> consumer, Positions after) {
    this.topics = List.copyOf(topics);
    this.consumer = consumer;
    look(after);
  }

  /** Topics and partitions may come later. */
  private void look(Positions after) {
    Set<TopicPartition> found = new HashSet<>(assigned);
    Set<TopicPartition> fresh = new HashSet<>();
    for (String topic : topics) {
      consumer.partitionsFor(topic).stream()
          .map(p -> new TopicPartition(topic, p.partition()))
          .filter(found::add)
          .forEach(fresh::add);
    }
    if (!fresh.isEmpty()) {
      assigned = found;
      consumer.assign(found);
      // Assigning again keeps the positions of those that were assigned.
      fresh.forEach(p -> consumer.seek(p, after.of(log(p)) + 1));
      paused = false;
    }
    looked = System.nanoTime();
  }

  private static LogPartition log(TopicPartition partition) {
    return new LogPartition(partition.topic(), partition.partition());
  }

  /** All partitions, in their order. */
  List<LogPartition> partitions() {
    return Cursor.ordered(assigned.stream().map(Reel::log).toList());
  }

  /** Reads on, waiting at most so long for more. */
  void poll(Duration wait) {
    if (System.nanoTime() - looked > LOOK_NANOS) {
      look(Positions.NONE);
    }
    heedLimit();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      held.computeIfAbsent(
              new LogPartition(record.topic(), record.partition()), _ -> new ArrayDeque<>())
          .addLast(record);
      heldBytes += Math.max(0, record.serializedValueSize());
    }
  }

  private void heedLimit() {
    boolean full = heldBytes > MAX_HELD_BYTES;
    if (full != paused) {
      if (full) {
        consumer.pause(assigned);
      } else {
        consumer.resume(assigned);
      }
      paused = full;
    }
  }

  /** Whether something waits to be seen by readers. */
  boolean holds() {
    return held.values().stream().anyMatch(records -> !records.isEmpty());
  }

  /** The next record that readers see at this point. */
  Optional<ConsumerRecord<byte[], byte[]>> next(ReadPoint point) {
    for (Map.Entry<LogPartition, Deque<ConsumerRecord<byte[], byte[]>>> one : held.entrySet()) {
      ConsumerRecord<byte[], byte[]> head = one.getValue().peekFirst();
      if (head != null && head.offset() <= point.offset(one.getKey())) {
        one.getValue().removeFirst();
        heldBytes -= Math.max(0, head.serializedValueSize());
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  /** Up to where nothing is left that was not given. */
  Positions passed() {
    Map<LogPartition, Long> passed = new HashMap<>();
    for (TopicPartition partition : assigned) {
      ConsumerRecord<byte[], byte[]> head =
          held.getOrDefault(log(partition), new ArrayDeque<>()).peekFirst();
      passed.put(log(partition), (head == null ? consumer.position(partition) : head.offset()) - 1);
    }
    return new Positions(passed);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
