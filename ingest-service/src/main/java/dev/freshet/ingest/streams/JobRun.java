package dev.freshet.ingest.streams;

import dev.freshet.common.document.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** What a job is given anew for each run of one lane: it ends with the run. */
public final class JobRun {
  private final Lane lane;
  private final CommitGate gate = new CommitGate();
  private final OutageRetry retry;
  private final IntFunction<ExecutorService> executors;
  private final List<ExecutorService> made = new ArrayList<>();

  /**
   * @param lane what is worked on
   * @param retry sees through outages
   * @param executors makes an executor of so many threads that takes work in order
   */
  public JobRun(Lane lane, OutageRetry retry, IntFunction<ExecutorService> executors) {
    this.lane = lane;
    this.retry = retry;
    this.executors = executors;
  }

  /** What is worked on. */
  public Lane lane() {
    return lane;
  }

  /** Holds commits back. */
  public CommitGate gate() {
    return gate;
  }

  /** Sees through outages. */
  public OutageRetry retry() {
    return retry;
  }

  /** So many threads that take work in the order it is given; they end with the run. */
  public synchronized ExecutorService workers(int threads) {
    ExecutorService workers = executors.apply(threads);
    made.add(workers);
    return workers;
  }

  /** Interrupts what is under way and gives up what waits. */
  synchronized void stop() {
    for (ExecutorService workers : made) {
      for (Runnable waiting : workers.shutdownNow()) {
        if (waiting instanceof Future<?> future) {
          future.cancel(true);
        }
      }
    }
  }
}
