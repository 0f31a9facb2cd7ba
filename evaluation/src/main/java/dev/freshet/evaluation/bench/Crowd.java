package dev.freshet.evaluation.bench;

import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.load.QueryLoad;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import dev.freshet.standalone.client.FreshetClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Many at once: watchers who read what they are pushed, watchers who read nothing, searchers
 * without pause, and documents that go on being published. A search that is answered with anything
 * but 200 fails the run.
 */
final class Crowd implements AutoCloseable {
  private static final int LISTENERS = 192;
  private static final int DEAF = 8;
  private static final int SEARCHERS = 64;

  /** Words that are watched for; each new document has one of them. */
  private static final int WORDS = 16;

  private static final int REAL = 300;
  private static final Duration PAUSE = Duration.ofMillis(330);
  private static final Duration SAMPLE = Duration.ofSeconds(10);
  private static final Duration WITHIN = Duration.ofMinutes(2);

  /** So that what a deaf watcher is pushed soon fills what the connection holds. */
  private static final String NOTE = "A note of some length. ".repeat(180);

  private final FreshetUnderTest freshet;
  private final FreshetClient client;
  private final List<String> questions;
  private final Map<String, Long> published = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<DeafWatcher> deaf = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();

  private Crowd(FreshetUnderTest freshet, List<String> questions) {
    this.freshet = freshet;
    this.questions = questions;
    this.client = new FreshetClient(freshet.url(), Optional.empty());
  }

  /** Runs for so many minutes, at least 3, and adds what it saw to the report. */
  static void run(Path repository, Path folder, Path data, int minutes, Report report)
      throws IOException {
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      freshet.start();
      List<EmbeddedPassage> real = SyntheticIndex.real(freshet, Corpus.mixed(data, REAL));
      SyntheticIndex.fill(freshet, real, AtSize.SYNTHETIC_PASSAGES);
      try (Crowd crowd = new Crowd(freshet, Corpus.questions(data))) {
        crowd.gather();
        System.out.println("… " + minutes + " minutes of it");
        crowd.report(crowd.busy(Duration.ofMinutes(minutes)), minutes, report);
      }
    }
  }

  private void gather() throws IOException {
    var watching = new CountDownLatch(LISTENERS);
    for (int i = 0; i < LISTENERS; i++) {
      Listener listener = new Listener(word(i), published, delays, watching);
      listeners.add(listener);
      listener.start(client);
    }
    for (int i = 0; i < DEAF; i++) {
      deaf.add(new DeafWatcher(freshet.url(), "gathering"));
    }
    try {
      if (!watching.await(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(watching.getCount() + " watches did not begin");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String word(int number) {
    return "crowd" + (char) ('a' + number % WORDS);
  }

  private QueryLoad.Outcome busy(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    QueryLoad.Outcome searches;
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> publishing = beside.submit(() -> publishUntil(end));
      Future<?> looking = beside.submit(() -> lookUntil(end));
      searches = QueryLoad.run(freshet.api(), questions, SEARCHERS, time);
      publishing.get();
      looking.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("what runs beside the searches failed", e.getCause());
    }
    awaitPushes();
    return searches;
  }

  /** What does not come in time is a verdict, not the end of the run. */
  private void awaitPushes() {
    try {
      Await.until("all is pushed", SAMPLE, WITHIN, () -> count(0) == 0);
    } catch (IllegalStateException e) {
      System.out.println("  " + e.getMessage() + ": " + count(0) + " are missing");
    }
  }

  private void publishUntil(long end) {
    for (int number = 0; System.nanoTime() < end; number++) {
      String id = "crowd-" + number;
      String text = "A " + word(number) + " is gathering, number " + number + ", at the gates.";
      var headers = new RecordHeaders();
      headers.add("content-type", "text/plain".getBytes(StandardCharsets.US_ASCII));
      headers.add("meta.note", NOTE.getBytes(StandardCharsets.US_ASCII));
      published.put(id, System.nanoTime());
      freshet
          .publisher()
          .send(
              FreshetUnderTest.LIVE,
              0,
              id.getBytes(StandardCharsets.UTF_8),
              text.getBytes(StandardCharsets.UTF_8),
              headers);
      freshet.publisher().flush();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void lookUntil(long end) {
    while (System.nanoTime() < end) {
      resident.add(freshet.residentMiB());
      LockSupport.parkNanos(SAMPLE.toNanos());
    }
  }

  /** Pushes that should have come and came so often. */
  private long count(int times) {
    return published.keySet().stream().mapToLong(id -> count(id, times)).sum();
  }

  private long count(String id, int times) {
    int number = Integer.parseInt(id.substring("crowd-".length()));
    long count = 0;
    for (int i = number % WORDS; i < LISTENERS; i += WORDS) {
      count += listeners.get(i).heard(id) == times ? 1 : 0;
    }
    return count;
  }

  private void report(QueryLoad.Outcome searches, int minutes, Report report) throws IOException {
    Percentiles pushes = Percentiles.of(List.copyOf(delays));
    long due = (long) published.size() * (LISTENERS / WORDS);
    long once = count(1);
    List<String> wrong = new ArrayList<>();
    listeners.forEach(listener -> listener.wrong().forEach(wrong::add));
    wrong.stream().limit(5).forEach(what -> System.out.println("  wrong: " + what));
    int cut = 0;
    for (DeafWatcher one : deaf) {
      cut += one.cutOff() ? 1 : 0;
    }
    report.add(
        new Section(
            "Search and push, many at once",
            SEARCHERS
                + " searchers without pause and "
                + LISTENERS
                + " watchers over "
                + AtSize.SYNTHETIC_PASSAGES
                + " passages for "
                + minutes
                + " minutes, three new documents a second; searchers, watchers and service on the same cores. A search that is not answered with 200 ends the run, none did.",
            "ms",
            List.of(
                new Bar("search p50 of " + searches.whole().count(), searches.whole().p50()),
                new Bar("search p99", searches.whole().p99()),
                new Bar("publish to push p50", pushes.p50()),
                new Bar("publish to push p99", pushes.p99())),
            List.of(
                new Verdict("pushes that came once, of " + due, once, once == due),
                new Verdict(
                    "events that should not have come, none", wrong.size(), wrong.isEmpty()),
                new Verdict("of " + DEAF + " who read nothing, cut off", cut, cut == DEAF))));
    report.add(memory());
  }

  private Section memory() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < resident.size(); i += 3) {
      bars.add(new Bar(SAMPLE.multipliedBy(i).toSeconds() + " s", resident.get(i)));
    }
    return new Section(
        "Resident memory, all processes",
        "Of the same minutes.",
        "MiB",
        bars,
        List.of(Growth.verdict(resident, 1.1)));
  }

  @Override
  public void close() throws IOException {
    listeners.forEach(Listener::over);
    client.close();
    for (DeafWatcher one : deaf) {
      one.close();
    }
  }
}
