package dev.freshet.common.embed;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Who of those that want one model goes next; the rules stand at {@link PrioritisedEmbedder}. */
final class Turns {
  private final Map<Priority, Queue<CompletableFuture<Void>>> waiting =
      new EnumMap<>(Priority.class);
  private final int callers;
  private int urgent;
  private int bulk;
  private int handedToLive;

  /**
   * @param callers how many calls at once are useful
   */
  Turns(int callers) {
    this.callers = callers;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
  }

  void acquire(Priority priority) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    synchronized (this) {
      if (hasRoom(priority)) {
        count(priority, 1);
        return;
      }
      waiting.get(priority).add(turn);
    }
    try {
      turn.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a turn is never refused", e);
    }
  }

  private boolean hasRoom(Priority priority) {
    return switch (priority) {
      case QUERY, LIVE -> urgent < callers;
      case BULK -> urgent + bulk < callers;
    };
  }

  private void count(Priority priority, int more) {
    switch (priority) {
      case QUERY, LIVE -> urgent += more;
      case BULK -> bulk += more;
    }
  }

  void release(Priority priority) {
    CompletableFuture<Void> turn = null;
    synchronized (this) {
      count(priority, -1);
      Optional<Priority> next = next();
      if (next.isPresent()) {
        count(next.get(), 1);
        turn = waiting.get(next.get()).poll();
      }
    }
    if (turn != null) {
      turn.complete(null);
    }
  }

  private Optional<Priority> next() {
    if (waits(Priority.QUERY)) {
      return Optional.of(Priority.QUERY);
    }
    boolean bulkWaits = !waiting.get(Priority.BULK).isEmpty();
    if (waits(Priority.BULK)
        && (!waits(Priority.LIVE) || handedToLive >= PrioritisedEmbedder.BULK_SHARE - 1)) {
      handedToLive = 0;
      return Optional.of(Priority.BULK);
    }
    // Counted only while bulk waits: live work served alone saves up no turns for bulk.
    handedToLive = bulkWaits ? handedToLive + 1 : 0;
    return waits(Priority.LIVE) ? Optional.of(Priority.LIVE) : Optional.empty();
  }

  private boolean waits(Priority priority) {
    return !waiting.get(priority).isEmpty() && hasRoom(priority);
  }
}
