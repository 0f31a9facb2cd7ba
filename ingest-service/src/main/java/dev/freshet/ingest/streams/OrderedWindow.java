package dev.freshet.ingest.streams;

import dev.freshet.common.failure.Outage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition that are worked on at once and handed on in their order: a queue whose
 * head leaves when it is done. When it is full, {@link #submit} waits for the head.
 *
 * <p>Not thread-safe: it belongs to its stream thread; only the work runs elsewhere.
 *
 * @param <T> what the work comes to
 */
final class OrderedWindow<T> implements CommitGate.Held {
  private final TopicPartition partition;
  private final WindowLimits limits;
  private final Executor executor;
  private final Consumer<T> next;
  private final Deque<InFlight<T>> inFlight = new ArrayDeque<>();
  private long bytes;

  private record InFlight<T>(long offset, long bytes, FutureTask<T> work) {}

  /**
   * @param limits how much may be in flight
   * @param executor runs the work, in the order it is given
   * @param next takes results, on the thread that calls this window
   */
  OrderedWindow(
      TopicPartition partition, WindowLimits limits, Executor executor, Consumer<T> next) {
    this.partition = partition;
    this.limits = limits;
    this.executor = executor;
    this.next = next;
  }

  /**
   * Takes up a record; waits while the window is full.
   *
   * @param offset higher than that of every record before
   * @param size of the record in bytes
   * @throws Outage when the window stays full for the limits' patience
   */
  void submit(long offset, long size, Callable<T> work) {
    while (isFull(size)) {
      handOnHead();
    }
    FutureTask<T> task = new FutureTask<>(work);
    inFlight.addLast(new InFlight<>(offset, size, task));
    bytes += size;
    executor.execute(task);
  }

  private boolean isFull(long size) {
    return inFlight.size() >= limits.documents()
        || (!inFlight.isEmpty() && bytes + size > limits.bytes());
  }

  /** Hands on what is done, up to the first that is not. */
  void handOnReady() {
    while (ready()) {
      handOnHead();
    }
  }

  private void handOnHead() {
    InFlight<T> head = inFlight.getFirst();
    T result = await(head.work());
    // Handed on first: were it removed before and the next in line threw, nobody would hold it.
    next.accept(result);
    inFlight.removeFirst();
    bytes -= head.bytes();
  }

  private T await(FutureTask<T> work) {
    try {
      return work.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Outage outage) {
        throw outage;
      }
      throw new IllegalStateException("work on " + partition + " failed", e.getCause());
    } catch (TimeoutException e) {
      throw new Outage("work on " + partition, "took longer than " + limits.patience(), e);
    } catch (CancellationException e) {
      throw new IllegalStateException("work on " + partition + " was given up", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + partition, e);
    }
  }

  /** Gives up what is in flight; it will be read again. */
  void abandon() {
    inFlight.forEach(record -> record.work().cancel(true));
    inFlight.clear();
    bytes = 0;
  }

  @Override
  public TopicPartition partition() {
    return partition;
  }

  @Override
  public OptionalLong oldest() {
    return inFlight.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(inFlight.getFirst().offset());
  }

  @Override
  public boolean ready() {
    return !inFlight.isEmpty() && inFlight.getFirst().work().isDone();
  }
}
