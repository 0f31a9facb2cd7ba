package dev.freshet.evaluation.faults;

import dev.freshet.evaluation.faults.Truth.Name;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks all the time, as every kind of reader, and holds each answer against the truth: no mixed,
 * half, foreign or forbidden answer, and none that goes back behind what any answer before had
 * told.
 */
final class Watcher implements AutoCloseable {
  private static final int MOST_PAUSE_MILLIS = 20;

  private final StormService service;
  private final Truth truth;
  private final Violations violations;
  private final Random random;
  private final AtomicLong answers = new AtomicLong();
  private final Map<String, Long> told = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("storm-watcher").unstarted(this::run);
  private volatile boolean ended;

  Watcher(StormService service, Truth truth, Violations violations, long seed) {
    this.service = service;
    this.truth = truth;
    this.violations = violations;
    this.random = new Random(seed);
  }

  void start() {
    thread.start();
  }

  /** How many answers were checked. */
  long answers() {
    return answers.get();
  }

  private void run() {
    try {
      while (!ended) {
        List<Name> names = truth.names();
        if (names.isEmpty()) {
          Thread.sleep(1);
        } else {
          look(names.get(random.nextInt(names.size())));
          // What is watched needs the processors too.
          Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      violations.add("the watcher ended: " + e);
    }
  }

  private void look(Name name) throws InterruptedException {
    List<Reader> readers =
        Reader.ALL.stream().filter(r -> r.tenant().equals(name.tenant())).toList();
    Reader reader = readers.get(random.nextInt(readers.size()));
    long upTo = truth.partition(name).map(p -> told.getOrDefault(p, -1L)).orElse(-1L);
    Instant asked = Instant.now();
    // What was told may still be late: by its token it must be there.
    Optional<String> token = truth.upTo(name, upTo).map(Truth.Version::token);
    Optional<Answer> answer = service.ask(reader, name.word(), token);
    long floor = answer.isPresent() ? upTo : -1;
    if (answer.isEmpty() && token.isPresent()) {
      answer = service.ask(reader, name.word());
    }
    if (answer.isEmpty()) {
      // Down or starting: ask again in a moment.
      Thread.sleep(5);
      return;
    }
    new Check(truth).violations(name, reader, answer.get(), floor, asked).forEach(violations::add);
    answer.get().watermark().forEach((p, offset) -> told.merge(p, offset, Math::max));
    answers.incrementAndGet();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
