package dev.freshet.query.generations;

import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Gate;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which generation answers. Safe to use from many threads.
 *
 * <p>A switch first closes the gate to new answers, then takes what the former generation shows,
 * waits until the next one shows at least that, and only then opens the gate on the next one. An
 * answer looks at the gate after it has taken its read point: either the gate was still open then,
 * and the next generation will show at least as much, or it asks again.
 */
public final class GenerationSwitch {
  private static final int MAX_PAUSES = 3;

  private final Map<String, LiveGeneration> alive = new ConcurrentHashMap<>();
  private volatile String serving;
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  /**
   * @param serving the name of the one that answers at first; it is added before anybody asks
   */
  public GenerationSwitch(String serving) {
    this.serving = serving;
  }

  /** One more is followed. */
  public void add(LiveGeneration generation) {
    if (alive.putIfAbsent(generation.name(), generation) != null) {
      throw new IllegalArgumentException(generation.name() + " is followed already");
    }
  }

  /** No longer one of them; empty where it was none. */
  public Optional<LiveGeneration> remove(String name) {
    return Optional.ofNullable(alive.remove(name));
  }

  /** The one that answers now. */
  public LiveGeneration current() {
    return alive.get(serving);
  }

  /** All of them, in the order of their names. */
  public List<LiveGeneration> all() {
    List<LiveGeneration> all = new ArrayList<>(alive.values());
    all.sort(Comparator.comparing(LiveGeneration::name));
    return all;
  }

  /** One of them. */
  public Optional<LiveGeneration> find(String name) {
    return Optional.ofNullable(alive.get(name));
  }

  /** Whether it is the one that answers. */
  public boolean serves(String name) {
    return name.equals(serving);
  }

  /**
   * To be called once a read point is taken: whether the answer may be given by this one.
   *
   * @throws RuntimeException that {@link #by} understands, where another one serves or is about to
   */
  public void requireStill(String name) {
    if (!gate.isDone() || !serves(name)) {
      throw new Moved();
    }
  }

  /** Has each request answered by the one that serves. */
  public Handler by(Function<LiveGeneration, Handler> which) {
    return request -> {
      Request again = new AskedAgain(request);
      return served(generation -> which.apply(generation).handle(again));
    };
  }

  /** Retrieves from the one that serves. */
  public Retriever retriever() {
    return (request, caller) -> served(g -> g.search().retrieve(request, caller));
  }

  /** What the one that serves shows, and waiting for it. */
  public Gate gate() {
    return (token, asOf, wait, caller) ->
        served(
            g -> {
              View view = g.freshness().await(token, asOf, wait, caller);
              requireStill(g.name());
              return view;
            });
  }

  private <T> T served(Function<LiveGeneration, T> asked) {
    while (true) {
      gate.join();
      try {
        return asked.apply(current());
      } catch (Moved _) {
        // It is asked again of the one that serves then.
      }
    }
  }

  /**
   * Has another one answer from now on. Nobody is shown less than before.
   *
   * @param name which one
   * @param patience how long it may take to catch up with the former while that goes on answering
   * @param pause how long answers may wait for the rest; where that was too short, they are
   *     answered by the former and it is tried again, a few times
   * @param remember makes the choice durable; where it throws, nothing has changed
   * @throws Problem 404 for one that is not followed, 409 where it does not catch up in time
   */
  public synchronized void to(
      String name, Duration patience, Duration pause, Consumer<String> remember) {
    LiveGeneration next = find(name).orElseThrow(() -> unknown(name));
    if (serves(name)) {
      return;
    }
    LiveGeneration former = current();
    boolean switched = false;
    for (int pauses = 0; !switched && pauses < MAX_PAUSES; pauses++) {
      requireCaughtUp(next, former, patience);
      switched = switchedWithin(pause, next, former, remember);
    }
    if (!switched) {
      throw notCaughtUp(next, former, pause);
    }
  }

  private boolean switchedWithin(
      Duration pause, LiveGeneration next, LiveGeneration former, Consumer<String> remember) {
    var closed = new CompletableFuture<Void>();
    gate = closed;
    try {
      boolean caughtUp = next.freshness().catchUpWith(former.freshness(), pause);
      if (caughtUp) {
        remember.accept(next.name());
        serving = next.name();
      }
      return caughtUp;
    } finally {
      closed.complete(null);
    }
  }

  private static void requireCaughtUp(LiveGeneration next, LiveGeneration former, Duration wait) {
    if (!next.freshness().catchUpWith(former.freshness(), wait)) {
      throw notCaughtUp(next, former, wait);
    }
  }

  private static Problem notCaughtUp(LiveGeneration next, LiveGeneration former, Duration wait) {
    return Problem.of(
            409,
            "Not caught up",
            "generation "
                + next.name()
                + " does not show yet all that "
                + former.name()
                + " shows, after "
                + TimeUnit.MILLISECONDS.toSeconds(wait.toMillis())
                + " s: try again when GET /v1/generations says it is ready")
        .with("generation", next.name());
  }

  static Problem unknown(String name) {
    return Problem.notFound(
        "there is no generation \"" + name + "\": GET /v1/generations lists those there are");
  }
}
