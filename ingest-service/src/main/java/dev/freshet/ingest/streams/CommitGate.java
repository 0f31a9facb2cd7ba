package dev.freshet.ingest.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Stands between Kafka Streams and its consumer, so that processors may hold records back: work on
 * them elsewhere, hand the results on later and in order, and yet lose nothing.
 *
 * <p>Streams commits what {@code process} has returned from. The gate lets a commit through only up
 * to the oldest record still held. Everything handed on was flushed by Streams before ({@code
 * StreamTask.prepareCommit}), so what is committed is acknowledged downstream. What is held when a
 * task is closed, revoked or killed is simply read again. No commit ever waits for work.
 *
 * <p>The stream thread sits in {@code poll} when results come. While something is held the gate
 * polls in slices of {@link #SLICE} and returns as soon as something can be handed on; a punctuator
 * then does so.
 *
 * <p>Not thread-safe: one gate serves one consumer, and all its methods are called on that
 * consumer's stream thread.
 */
public final class CommitGate {
  /** The longest that a finished result waits to be noticed. */
  public static final Duration SLICE = Duration.ofMillis(1);

  /** A processor's records of one partition that are taken up and not yet handed on. */
  public interface Held {
    /** The partition they come from. */
    TopicPartition partition();

    /** The offset of the oldest of them; empty where there is none. */
    OptionalLong oldest();

    /** Whether something can be handed on now. */
    boolean ready();

    /** Whether something may soon be ready; what is only held back from the commit is not. */
    default boolean busy() {
      return oldest().isPresent();
    }
  }

  private final List<Held> held = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private volatile boolean progressed;
  private long flushes;

  /** From now on commits heed these. */
  public void hold(Held more) {
    held.add(more);
    committed.remove(more.partition());
  }

  /** They are handed on or given up. */
  public void release(Held gone) {
    held.remove(gone);
    committed.remove(gone.partition());
  }

  /** All that was handed on before this call has been sent; a failure of it ends the run now. */
  public void flushed() {
    flushes++;
  }

  /** How often {@link #flushed}: what was handed on while it was lower is acknowledged. */
  public long flushes() {
    return flushes;
  }

  /**
   * Polls, and returns early, maybe with nothing, when something can be handed on.
   *
   * @param timeout the longest to wait
   * @param consumer polls for a given time
   */
  ConsumerRecords<byte[], byte[]> poll(
      Duration timeout, Function<Duration, ConsumerRecords<byte[], byte[]>> consumer) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      ConsumerRecords<byte[], byte[]> records = consumer.apply(slice(left));
      boolean nothing = records.isEmpty() && records.nextOffsets().isEmpty();
      if (!nothing || ready() || System.nanoTime() >= deadline) {
        return records;
      }
    }
  }

  private Duration slice(Duration left) {
    if (ready()) {
      return Duration.ZERO;
    }
    boolean busy = held.stream().anyMatch(Held::busy);
    return busy && left.compareTo(SLICE) > 0 ? SLICE : left;
  }

  private boolean ready() {
    return held.stream().anyMatch(Held::ready);
  }

  /**
   * Commits as much as is handed on; nothing where that is no more than last time.
   *
   * @param offsets what Streams has processed
   * @param commit commits
   */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, CommitAction commit) {
    Map<TopicPartition, OffsetAndMetadata> handedOn = new HashMap<>(offsets);
    handedOn.replaceAll(this::handedOn);
    handedOn.entrySet().removeIf(e -> e.getValue().equals(committed.get(e.getKey())));
    if (handedOn.isEmpty()) {
      return;
    }
    commit.commit(handedOn);
    committed.putAll(handedOn);
    progressed = true;
  }

  /** Whether anything was committed in this run; may be asked by any thread. */
  boolean progressed() {
    return progressed;
  }

  /** What commits offsets. */
  interface CommitAction {
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets);
  }

  private OffsetAndMetadata handedOn(TopicPartition partition, OffsetAndMetadata processed) {
    OptionalLong oldest =
        held.stream()
            .filter(h -> h.partition().equals(partition))
            .flatMapToLong(h -> h.oldest().stream())
            .min();
    return oldest.isPresent() && oldest.getAsLong() < processed.offset()
        ? new OffsetAndMetadata(oldest.getAsLong(), Optional.empty(), processed.metadata())
        : processed;
  }
}
