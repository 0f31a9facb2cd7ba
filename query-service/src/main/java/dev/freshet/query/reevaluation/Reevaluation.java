package dev.freshet.query.reevaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.telemetry.RetrievalTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.exchange.Parameters;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Retriever;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a file of questions again and again, on a thread of its own, and answers {@code
 * /v1/quality}. The file is read anew for each round; where it has changed, the next round is the
 * baseline. Nothing runs where no file is given. Safe to use from several threads.
 */
public final class Reevaluation implements AutoCloseable {
  /** So many rounds are remembered. */
  static final int ROUNDS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Reevaluation.class);
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final Duration NOT_READY = Duration.ofSeconds(1);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

  private final ReevaluationSettings settings;
  private final List<String> sources;
  private final Questioning questioning;
  private final BaselineFile kept;
  private final BooleanSupplier ready;
  private final RetrievalTelemetry telemetry;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Semaphore asked = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("reevaluation").unstarted(this::run);
  private final Deque<Judged> rounds = new ArrayDeque<>();
  private Optional<String> trouble = Optional.empty();
  private boolean running;
  private boolean forgotten;
  private int forgets;
  private volatile Optional<Judged> last = Optional.empty();
  private volatile long endedNanos = System.nanoTime();

  /**
   * @param sources the source topics there are
   * @param retriever asks the generation that serves
   * @param serving that generation
   * @param ready whether the service serves; before that nothing is asked
   * @param telemetry is told of each round
   * @param clock for times that people read
   * @throws InvalidQuestions when the file cannot be used
   */
  public Reevaluation(
      ReevaluationSettings settings,
      List<String> sources,
      Retriever retriever,
      Supplier<EvaluatedGeneration> serving,
      BooleanSupplier ready,
      Telemetry telemetry,
      InstantSource clock) {
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.ready = ready;
    this.telemetry = telemetry.quality().retrieval();
    this.kept = new BaselineFile(settings.directory());
    this.questioning =
        new Questioning(this.sources, retriever, serving, settings.pause(), clock, stop);
    settings.questions().ifPresent(file -> QuestionFile.read(file, this.sources));
  }

  /** Begins, where a file is given. */
  public void start() {
    if (settings.questions().isEmpty()) {
      return;
    }
    for (String measure : Figures.MEASURES) {
      telemetry.quality(
          measure,
          this,
          r -> r.told(judged -> judged.comparison().last().of(measure)),
          r -> r.told(judged -> judged.comparison().before().of(measure)));
    }
    telemetry.fall(
        this,
        r -> r.told(Judged::fall),
        r -> r.told(judged -> judged.comparison().test().p()),
        r -> r.told(judged -> judged.fallen() ? 1 : 0));
    telemetry.judgements(
        this,
        r -> r.told(judged -> judged.comparison().judgements()),
        r -> r.told(judged -> judged.comparison().lost()));
    telemetry.age(this, r -> (System.nanoTime() - r.endedNanos) / 1e9);
    thread.start();
  }

  private double told(ToDoubleFunction<Judged> figure) {
    return last.map(figure::applyAsDouble).orElse(Double.NaN);
  }

  private void run() {
    try {
      Duration wait = settings.delay();
      while (!ends(wait)) {
        if (!ready.getAsBoolean()) {
          wait = NOT_READY;
        } else {
          wait = after(round());
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** Waits so long, or until a round is asked for. */
  private boolean ends(Duration wait) throws InterruptedException {
    if (asked.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      asked.drainPermits();
    }
    return stop.getCount() == 0;
  }

  /** When the next one begins: soon after one that failed, or that found no baseline to take. */
  Duration after(boolean whole) {
    boolean settled = whole && last.flatMap(Judged::inForce).isPresent();
    return settled || settings.every().compareTo(AGAIN) < 0 ? settings.every() : AGAIN;
  }

  /**
   * One round; whether it came to its end.
   *
   * @throws InterruptedException where the service ends
   */
  boolean round() throws InterruptedException {
    running(true);
    try {
      Path file = settings.questions().orElseThrow();
      QuestionSet questions = QuestionFile.read(file, sources);
      int before = forgets();
      Round round = questioning.ask(questions);
      return judge(questions, round, before);
    } catch (InvalidQuestions | Questioning.Unfinished | Outage | Problem e) {
      failed(e.getMessage());
      LOG.warn("no whole round of re-evaluation: {}", e.getMessage());
    } catch (RuntimeException e) {
      failed("a bug, see the log: " + e);
      LOG.error("a round of re-evaluation was ended by a bug", e);
    } finally {
      running(false);
    }
    return false;
  }

  private synchronized void running(boolean now) {
    running = now;
  }

  private synchronized void failed(String why) {
    telemetry.failed();
    trouble = Optional.of(why);
  }

  private synchronized int forgets() {
    return forgets;
  }

  /** False where the baseline was forgotten meanwhile: what was asked before is not the next. */
  private synchronized boolean judge(QuestionSet questions, Round round, int before) {
    if (forgets != before) {
      return false;
    }
    Judged judged = Judged.of(questions, kept.read(questions), round, settings);
    if (judged.kept()) {
      kept.write(round);
    }
    trouble = Optional.empty();
    forgotten = false;
    endedNanos = System.nanoTime();
    last = Optional.of(judged);
    rounds.addFirst(judged);
    if (rounds.size() > ROUNDS) {
      rounds.removeLast();
    }
    if (judged.fallen()) {
      LOG.warn("retrieval fell: {}", Advice.of(judged, settings).getFirst());
    }
    return true;
  }

  /** Tells the last rounds, the newest first. */
  public Reply report(Request request) {
    Parameters.of(request, List.of());
    return Reply.json(200, told());
  }

  /**
   * Forgets the baseline; the next round, which begins at once, is it.
   *
   * @throws Problem 409 where no file is given
   */
  public Reply forget(Request request) {
    Parameters.of(request, List.of());
    if (settings.questions().isEmpty()) {
      throw Problem.of(
          409,
          "Nothing asked",
          "no questions are asked here, so there is no baseline: set "
              + ReevaluationSettings.QUESTIONS.key());
    }
    synchronized (this) {
      kept.remove();
      forgotten = true;
      forgets++;
    }
    asked.release();
    return Reply.json(202, JsonNodeFactory.instance.objectNode().put("forgotten", true));
  }

  private synchronized ObjectNode told() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("questions", settings.questions().map(Path::toString).orElse(null));
    root.put("running", running);
    root.put("trouble", trouble.orElse(""));
    Optional<Judged> newest = last;
    QualityJson.stamp(
        root, "baseline", forgotten ? Optional.empty() : newest.flatMap(Judged::inForce));
    ArrayNode all = root.putArray("rounds");
    rounds.forEach(judged -> QualityJson.write(all.addObject(), judged));
    ArrayNode falls = root.putArray("fellMost");
    newest.ifPresent(judged -> QualityJson.falls(falls, judged.comparison()));
    ArrayNode advice = root.putArray("advice");
    newest
        .map(judged -> Advice.of(judged, settings))
        .orElseGet(() -> List.of(beforeAny()))
        .forEach(advice::add);
    return root;
  }

  private String beforeAny() {
    return settings.questions().isEmpty()
        ? "No questions are asked: set "
            + ReevaluationSettings.QUESTIONS.key()
            + " to a file of them (docs/reevaluation.md)."
        : "No round has ended since the start.";
  }

  /** No more rounds; one under way ends after the question it is at. */
  @Override
  public void close() {
    stop.countDown();
    asked.release();
    try {
      if (thread.isAlive() && !thread.join(ENDS_WITHIN)) {
        LOG.warn("a round of re-evaluation did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
