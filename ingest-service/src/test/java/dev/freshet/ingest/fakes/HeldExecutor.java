package dev.freshet.ingest.fakes;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Holds work until it is told to run it, on the teller's thread and in order. */
public final class HeldExecutor extends AbstractExecutorService {
  private final Queue<Runnable> held = new ArrayDeque<>();

  @Override
  public void execute(Runnable command) {
    held.add(command);
  }

  /** Runs what is held. */
  public void run() {
    while (!held.isEmpty()) {
      held.remove().run();
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.copyOf(held);
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
