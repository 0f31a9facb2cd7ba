package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import dev.freshet.hostile.Hostile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Good documents published at an even pace: alone, then with every kind of hostile file among them,
 * then alone again. Each is timed by a reader who waits for its token.
 */
final class AmongHostile {
  /** Good ones between two hostile ones. */
  private static final int BETWEEN = 10;

  /** The endless one comes again after so many others. */
  private static final int ENDLESS_EVERY = 20;

  private static final Duration PACE = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String AMONG = "among";

  /** How many are told one by one: the slowest tenth. */
  private static final int SLOWEST_SHARE = 10;

  private static final double MOST_TIMES = 2;
  private static final List<Hostile> FILES = files();
  private static final int GOOD = FILES.size() * BETWEEN;

  /** Texts that are needed. */
  static final int TEXTS = Loads.WARM_UP + GOOD;

  private final FreshetUnderTest freshet;
  private final List<Corpus.Text> texts;

  private AmongHostile(FreshetUnderTest freshet, List<Corpus.Text> texts) {
    this.freshet = freshet;
    this.texts = texts;
  }

  private static List<Hostile> files() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile file : Hostile.all()) {
      if (all.size() % ENDLESS_EVERY == ENDLESS_EVERY / 2) {
        all.add(Hostile.endless());
      }
      all.add(file);
    }
    return List.copyOf(all);
  }

  /**
   * @param texts at least {@link #TEXTS}
   */
  static void measure(Path repository, Path folder, List<Corpus.Text> texts, Report report)
      throws IOException {
    // The slow lane's five minutes would be waited for at the end.
    var surroundings = Map.of("FRESHET_PARSE_SLOW_DEADLINE", "10s");
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder, surroundings)) {
      freshet.start();
      new AmongHostile(freshet, texts).measure(report);
    }
  }

  private void measure(Report report) {
    warmUp();
    Percentiles before = good("before", false);
    Percentiles among = good(AMONG, true);
    Section slowest = slowest();
    List<String> unsettled = unsettled();
    Percentiles after = good("after", false);
    double undisturbed = (before.p95() + after.p95()) / 2;
    double times = among.p95() / undisturbed;
    report.add(
        new Section(
            "Good documents among hostile files",
            GOOD
                + " documents, one every "
                + PACE.toMillis()
                + " ms, from before the send to the answer that waits for its token: alone; with a"
                + " hostile file after every "
                + BETWEEN
                + ", "
                + FILES.size()
                + " of every kind; and alone again.",
            "ms",
            List.of(
                new Bar("alone, p50", before.p50()),
                new Bar("alone, p95", before.p95()),
                new Bar("among hostile files, p50", among.p50()),
                new Bar("among hostile files, p95", among.p95()),
                new Bar("among hostile files, longest", among.max()),
                new Bar("alone again, p50", after.p50()),
                new Bar("alone again, p95", after.p95())),
            List.of(
                new Verdict(
                    "p95 among them at most " + (int) MOST_TIMES + " times the p95 alone",
                    times,
                    times <= MOST_TIMES),
                new Verdict(
                    "hostile files that did not settle as they must "
                        + (unsettled.isEmpty() ? "" : unsettled),
                    unsettled.size(),
                    unsettled.isEmpty()))));
    report.add(slowest);
  }

  /** Which of the good ones among the hostile took longest, after what, and where they waited. */
  private Section slowest() {
    List<Bar> all = new ArrayList<>();
    for (int i = 0; i < GOOD; i++) {
      Map<String, Double> times = StageTimes.of(freshet.api().document(AMONG + "-" + i));
      String stages =
          times.entrySet().stream()
              .map(stage -> String.format(Locale.ROOT, "%s %.0f", stage.getKey(), stage.getValue()))
              .collect(Collectors.joining(", "));
      String after = FILES.get(i / BETWEEN) + " +" + i % BETWEEN;
      all.add(new Bar(after + ": " + stages, times.get("all")));
    }
    all.sort(Comparator.comparingDouble(Bar::value).reversed());
    return new Section(
        "The slowest of them",
        "After which hostile file, the how manieth, and by stage.",
        "ms",
        List.copyOf(all.subList(0, GOOD / SLOWEST_SHARE)),
        List.of());
  }

  private void warmUp() {
    List<Corpus.Text> warm = Freshness.fresh(texts, "warm", Loads.WARM_UP);
    freshet.publisher().publish(FreshetUnderTest.LIVE, warm);
    freshet.awaitRetrievable(Loads.WARM_UP, Loads.LONG);
  }

  private Percentiles good(String name, boolean withHostile) {
    List<Future<Double>> timed = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      long next = System.nanoTime();
      for (Corpus.Text text : Freshness.fresh(texts.subList(Loads.WARM_UP, TEXTS), name, GOOD)) {
        if (withHostile && timed.size() % BETWEEN == 0) {
          publish(timed.size() / BETWEEN);
        }
        timed.add(readers.submit(() -> millis(text)));
        next += PACE.toNanos();
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return Percentiles.of(timed.stream().map(AmongHostile::got).toList());
  }

  private double millis(Corpus.Text text) {
    long start = System.nanoTime();
    String token = freshet.publisher().published(FreshetUnderTest.LIVE, text);
    freshet.api().searchOnce(token, text.id());
    return (System.nanoTime() - start) / 1e6;
  }

  private static double got(Future<Double> timed) {
    try {
      return timed.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("a good document did not become retrievable", e);
    }
  }

  private static String id(int index) {
    return "hostile-" + index;
  }

  private void publish(int index) {
    Hostile file = FILES.get(index);
    freshet
        .publisher()
        .publish(
            FreshetUnderTest.LIVE, id(index), file.filename(), file.contentType(), file.bytes());
    freshet.publisher().flush();
  }

  /** Waits for each to be indexed or dead; which are so in a way that they must not. */
  private List<String> unsettled() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < FILES.size(); i++) {
      String id = id(i);
      Await.until(
          id + " has settled",
          LOOK,
          Loads.LONG,
          () -> freshet.api().end(id).matches("indexed|dead: .*"));
      Set<String> ends =
          FILES.get(i).ends().stream()
              .map(end -> end.map(reason -> "dead: " + reason.label()).orElse("indexed"))
              .collect(Collectors.toSet());
      String end = freshet.api().end(id);
      if (!ends.contains(end)) {
        wrong.add(FILES.get(i) + " is " + end);
      }
    }
    return wrong;
  }
}
