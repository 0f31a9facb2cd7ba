package dev.freshet.common.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.failure.Outage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrioritisedEmbedderTest {
  private static final long PATIENCE_SECONDS = 10;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Thread> callers = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void waiting_queriesGoFirst_thenLive_thenBulk() throws Exception {
    assertThat(served(Priority.BULK, Priority.LIVE, Priority.QUERY, Priority.LIVE, Priority.QUERY))
        .containsExactly(
            Priority.QUERY, Priority.QUERY, Priority.LIVE, Priority.LIVE, Priority.BULK);
  }

  @Test
  void bulk_getsOnePermitInEight_whileLiveWaits() throws Exception {
    List<Priority> asked = new ArrayList<>(Collections.nCopies(20, Priority.LIVE));
    asked.addAll(Collections.nCopies(3, Priority.BULK));
    List<Priority> served = served(asked.toArray(Priority[]::new));
    assertThat(served.subList(0, 16))
        .containsSubsequence(Priority.BULK, Priority.BULK)
        .filteredOn(Priority.BULK::equals)
        .hasSize(2);
    assertThat(served.indexOf(Priority.BULK)).isEqualTo(PrioritisedEmbedder.BULK_SHARE - 1);
  }

  @Test
  void bulk_isNotServedEarly_becauseLiveWasServedAlone() throws Exception {
    Held model = new Held(1);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    // Live alone, many times over, must not save up turns for bulk that comes later.
    Future<?> first = ask(shared, Priority.LIVE);
    model.awaitRunning(1);
    List<Future<?>> lives = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lives.add(ask(shared, Priority.LIVE));
    }
    awaitParked(20);
    model.go.release(21);
    first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (Future<?> live : lives) {
      live.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    callers.clear();
    model.running.drainPermits();
    model.served.clear();
    Future<?> holder = ask(shared, Priority.LIVE);
    model.awaitRunning(1);
    Future<?> bulk = ask(shared, Priority.BULK);
    awaitParked(1);
    Future<?> live = ask(shared, Priority.LIVE);
    awaitParked(2);
    model.go.release(3);
    for (Future<?> call : List.of(holder, bulk, live)) {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(model.served).containsExactly(Priority.LIVE, Priority.LIVE, Priority.BULK);
  }

  @ParameterizedTest
  @EnumSource(Priority.class)
  void calls_neverExceedTheEmbeddersCallers(Priority priority) throws Exception {
    Held model = new Held(3);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(ask(shared, priority));
    }
    model.awaitRunning(3);
    awaitParked(17);
    assertThat(model.inside).hasValue(3);
    model.go.release(20);
    for (Future<?> call : calls) {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(model.mostInside).hasValue(3);
    assertThat(model.served).hasSize(20);
  }

  @Test
  void bulkUnderWay_keepsNobodyWaiting_butIsKeptWaiting() throws Exception {
    Held model = new Held(2);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    List<Future<?>> calls = new ArrayList<>();
    calls.add(ask(shared, Priority.BULK));
    calls.add(ask(shared, Priority.BULK));
    model.awaitRunning(2);
    calls.add(ask(shared, Priority.LIVE));
    calls.add(ask(shared, Priority.QUERY));
    model.awaitRunning(2);
    calls.add(ask(shared, Priority.LIVE));
    calls.add(ask(shared, Priority.BULK));
    awaitParked(2);
    assertThat(model.inside).hasValue(4);
    model.go.release(6);
    for (Future<?> call : calls) {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(model.mostInside).hasValue(4);
    assertThat(model.served).hasSize(6);
  }

  @Test
  void anotherEmbedderOnTheModel_takesItsTurns() throws Exception {
    Held model = new Held(1);
    Held adapted = new Held(1);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    PrioritisedEmbedder other = shared.sharing(adapted);
    List<Future<?>> calls = new ArrayList<>();
    calls.add(ask(shared, Priority.LIVE));
    model.awaitRunning(1);
    calls.add(ask(other, Priority.LIVE));
    awaitParked(1);
    calls.add(ask(shared, Priority.QUERY));
    awaitParked(2);
    assertThat(adapted.served).isEmpty();
    model.go.release(2);
    adapted.go.release(1);
    for (Future<?> call : calls) {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(model.served).containsExactly(Priority.LIVE, Priority.QUERY);
    assertThat(adapted.served).containsExactly(Priority.LIVE);
  }

  @Test
  void exceptions_loseNoPermits() throws Exception {
    Held model = new Held(1);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> shared.as(Priority.LIVE).embed(List.of("outage"), Purpose.PASSAGE))
          .isInstanceOf(Outage.class);
    }
    model.go.release();
    Future<?> call = ask(shared, Priority.BULK);
    call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(model.served).containsExactly(Priority.BULK);
  }

  @Test
  void view_closesNothingAndTellsWhatTheEmbedderIs() {
    Held model = new Held(2);
    Embedder view = new PrioritisedEmbedder(model).as(Priority.QUERY);
    view.close();
    assertThat(model.closed).isFalse();
    assertThat(view.identity()).isEqualTo(model.identity());
    assertThat(view.callers()).isEqualTo(2);
    assertThat(view.batch()).isEqualTo(1);
  }

  /** The order in which waiting callers are served, all of them waiting before the first is. */
  private List<Priority> served(Priority... asked) throws Exception {
    Held model = new Held(1);
    PrioritisedEmbedder shared = new PrioritisedEmbedder(model);
    List<Future<?>> calls = new ArrayList<>();
    calls.add(ask(shared, Priority.QUERY));
    model.awaitRunning(1);
    for (Priority priority : asked) {
      calls.add(ask(shared, priority));
      awaitParked(calls.size() - 1);
    }
    model.go.release(calls.size());
    for (Future<?> call : calls) {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return model.served.subList(1, model.served.size());
  }

  private Future<?> ask(PrioritisedEmbedder shared, Priority priority) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> call =
        threads.submit(
            () -> {
              callers.add(Thread.currentThread());
              begun.countDown();
              return shared.as(priority).embed(List.of(priority.name()), Purpose.PASSAGE);
            });
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return call;
  }

  /** Waits until so many callers stand in the queue and not in the model. */
  private void awaitParked(int waiting) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (callers.stream().filter(PrioritisedEmbedderTest::isInQueue).count() < waiting) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(200_000);
    }
  }

  private static boolean isInQueue(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("acquire")
          && frame.getClassName().equals(Turns.class.getName())) {
        return thread.getState() == Thread.State.WAITING;
      }
    }
    return false;
  }

  /** Holds every call until it is let go; notes who came. */
  private static final class Held implements Embedder {
    final Semaphore go = new Semaphore(0);
    final Semaphore running = new Semaphore(0);
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger mostInside = new AtomicInteger();
    final List<Priority> served = Collections.synchronizedList(new ArrayList<>());
    private final int callers;
    boolean closed;

    Held(int callers) {
      this.callers = callers;
    }

    void awaitRunning(int calls) throws InterruptedException {
      assertThat(running.tryAcquire(calls, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public List<Vector> embed(List<String> texts, Purpose purpose) {
      if (texts.contains("outage")) {
        throw new Outage("model", "down", null);
      }
      mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
      served.add(Priority.valueOf(texts.getFirst()));
      running.release();
      go.acquireUninterruptibly();
      inside.decrementAndGet();
      return List.of();
    }

    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("held", 1, 512, "held");
    }

    @Override
    public Tokenizer tokenizer() {
      return String::length;
    }

    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int callers() {
      return callers;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
