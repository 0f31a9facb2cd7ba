package dev.freshet.ingest.streams;

import dev.freshet.common.failure.Outage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition that are worked on at once and handed on in their order: a queue whose
 * head leaves when it is done. When it is full, {@link #submit} waits for the head.
 *
 * <p>A head that has held up one behind it that is done for {@link WindowLimits#turn} steps aside,
 * where it can: something else is handed on in its place, and its own result when it is there.
 * Until then it is held back from the commit like any other.
 *
 * <p>Not thread-safe: it belongs to its stream thread; only the work runs elsewhere.
 *
 * @param <T> what the work comes to
 */
final class OrderedWindow<T> implements CommitGate.Held {
  /** How long a full window waits for its head before it looks whether that has to step aside. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final TopicPartition partition;
  private final WindowLimits limits;
  private final Executor executor;
  private final Consumer<T> next;
  private final LongSupplier nanoTime;
  private final Deque<InFlight<T>> inFlight = new ArrayDeque<>();
  private final List<InFlight<T>> aside = new ArrayList<>();
  private long bytes;
  private long headSince;

  private record InFlight<T>(long offset, long bytes, Turn<T> turn, FutureTask<Void> work) {
    InFlight(long offset, long bytes, Turn<T> turn) {
      this(
          offset,
          bytes,
          turn,
          new FutureTask<>(
              () -> {
                turn.work();
                return null;
              }));
    }

    boolean isDone() {
      return work.isDone() || turn.isSettled();
    }

    long from() {
      return Math.min(offset, turn.reachesBackTo().orElse(offset));
    }
  }

  /**
   * @param limits how much may be in flight
   * @param executor runs the work, in the order it is given
   * @param next takes results, on the thread that calls this window
   * @param nanoTime a clock that only goes forward
   */
  OrderedWindow(
      TopicPartition partition,
      WindowLimits limits,
      Executor executor,
      Consumer<T> next,
      LongSupplier nanoTime) {
    this.partition = partition;
    this.limits = limits;
    this.executor = executor;
    this.next = next;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes up a record; waits while the window is full.
   *
   * @param offset higher than that of every record before
   * @param size of the record in bytes
   * @throws Outage when the window stays full for the limits' patience
   */
  void submit(long offset, long size, Turn<T> turn) {
    if (isFull(size)) {
      awaitRoom(size);
    }
    var record = new InFlight<>(offset, size, turn);
    if (inFlight.isEmpty()) {
      headSince = nanoTime.getAsLong();
    }
    inFlight.addLast(record);
    bytes += size;
    executor.execute(record.work());
  }

  private boolean isFull(long size) {
    return inFlight.size() >= limits.documents()
        || (!inFlight.isEmpty() && bytes + size > limits.bytes());
  }

  private void awaitRoom(long size) {
    long since = nanoTime.getAsLong();
    while (isFull(size)) {
      if (handedOn()) {
        since = nanoTime.getAsLong();
      } else if (nanoTime.getAsLong() - since > limits.patience().toNanos()) {
        throw new Outage("work on " + partition, "took longer than " + limits.patience(), null);
      } else {
        look(inFlight.getFirst().work());
      }
    }
  }

  private void look(FutureTask<Void> work) {
    try {
      work.get(LOOK_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | CancellationException _) {
      // Looked at again by whoever hands it on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + partition, e);
    }
  }

  /** Hands on what is done, up to the first that is not and does not step aside. */
  void handOnReady() {
    while (handedOn()) {
      // One after the other.
    }
  }

  /** One thing at most, the oldest first. */
  private boolean handedOn() {
    Optional<InFlight<T>> late = lateAndDone();
    if (late.isPresent()) {
      next.accept(result(late.get()));
      aside.remove(late.get());
      return true;
    }
    if (inFlight.isEmpty()) {
      return false;
    }
    InFlight<T> head = inFlight.getFirst();
    if (head.isDone()) {
      // Handed on first: were it removed before and the next in line threw, nobody would hold it.
      next.accept(result(head));
      removeHead();
      return true;
    }
    if (!holdsUp(head)) {
      return false;
    }
    next.accept(head.turn().standIn());
    aside.add(head);
    removeHead();
    return true;
  }

  private void removeHead() {
    bytes -= inFlight.removeFirst().bytes();
    headSince = nanoTime.getAsLong();
  }

  private Optional<InFlight<T>> lateAndDone() {
    return aside.stream().filter(InFlight::isDone).findFirst();
  }

  /** Whether it has been waited for for long, by one that is done, and need not be. */
  private boolean holdsUp(InFlight<T> head) {
    return limits.turn().isPresent()
        && head.turn().mayStepAside()
        && nanoTime.getAsLong() - headSince >= limits.turn().get().toNanos()
        && inFlight.stream().skip(1).anyMatch(InFlight::isDone);
  }

  private T result(InFlight<T> done) {
    if (!done.turn().isSettled()) {
      requireWell(done.work());
    }
    return done.turn().result();
  }

  private void requireWell(FutureTask<Void> done) {
    switch (done.state()) {
      case SUCCESS -> {}
      case FAILED -> {
        if (done.exceptionNow() instanceof Outage outage) {
          throw outage;
        }
        throw new IllegalStateException("work on " + partition + " failed", done.exceptionNow());
      }
      case CANCELLED, RUNNING ->
          throw new IllegalStateException("work on " + partition + " was given up");
    }
  }

  /** Gives up what is in flight; it will be read again. */
  void abandon() {
    all().forEach(record -> record.work().cancel(true));
    inFlight.clear();
    aside.clear();
    bytes = 0;
  }

  private Stream<InFlight<T>> all() {
    return Stream.concat(aside.stream(), inFlight.stream());
  }

  @Override
  public TopicPartition partition() {
    return partition;
  }

  @Override
  public OptionalLong oldest() {
    return all().mapToLong(InFlight::from).min();
  }

  @Override
  public boolean ready() {
    InFlight<T> head = inFlight.peekFirst();
    return lateAndDone().isPresent() || (head != null && (head.isDone() || holdsUp(head)));
  }

  /** Asked at every slice of a poll: without a look at each of them. */
  @Override
  public boolean busy() {
    return !inFlight.isEmpty() || !aside.isEmpty();
  }
}
