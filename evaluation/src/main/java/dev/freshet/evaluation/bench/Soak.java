package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * Mixed load for a long time: updates, deletions, broken files, a bulk trickle and questions; every
 * minute memory, file handles and freshness are looked at. What grows is a leak.
 */
public final class Soak {
  private static final int IDS = 500;
  private static final int PROBES = 10;
  private static final Duration STEP = Duration.ofMillis(250);
  private static final long SEED = 11;

  /** What a minute came to. */
  private record Minute(double residentMiB, double fileHandles, Percentiles freshness) {}

  private final FreshetUnderTest freshet;
  private final List<Corpus.Text> texts;
  private final List<String> questions;
  private final Random random = new Random(SEED);
  private final List<Minute> minutes = new ArrayList<>();
  private long step;

  private Soak(FreshetUnderTest freshet, List<Corpus.Text> texts, List<String> questions) {
    this.freshet = freshet;
    this.texts = texts;
    this.questions = questions;
  }

  /** Runs for so many minutes, at least 6, and adds what it saw to the report. */
  static void run(Path repository, Path folder, Path data, int minutes, Report report)
      throws IOException {
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      freshet.start();
      Soak soak = new Soak(freshet, Corpus.mixed(data, 2 * IDS), Corpus.questions(data));
      for (int minute = 1; minute <= minutes; minute++) {
        soak.minute(minute);
      }
      soak.report(report);
    }
  }

  private void minute(int number) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end) {
      step();
      LockSupport.parkNanos(STEP.toNanos());
    }
    Percentiles freshness =
        Freshness.measure(
            freshet.api(), freshet.publisher(), Freshness.fresh(texts, "minute-" + number, PROBES));
    minutes.add(new Minute(freshet.residentMiB(), freshet.fileHandles(), freshness));
    System.out.println("minute " + number + ": " + minutes.getLast());
  }

  private void step() {
    step++;
    int id = random.nextInt(IDS);
    Corpus.Text text = texts.get(random.nextInt(texts.size()));
    switch (random.nextInt(20)) {
      case 0 -> freshet.publisher().delete(FreshetUnderTest.LIVE, "soak-" + id);
      case 1 ->
          freshet
              .publisher()
              .publish(
                  FreshetUnderTest.LIVE,
                  "broken-" + id,
                  "broken.pdf",
                  ("%PDF-1.7\n" + step).getBytes(StandardCharsets.US_ASCII));
      case 2, 3 ->
          freshet
              .publisher()
              .publish(FreshetUnderTest.BULK, new Corpus.Text("bulk-" + id, text.text()));
      default ->
          freshet
              .publisher()
              .publish(
                  FreshetUnderTest.LIVE,
                  new Corpus.Text("soak-" + id, "Edition " + step + ". " + text.text()));
    }
    freshet.publisher().flush();
    freshet.api().search(questions.get((int) (step % questions.size())), 10);
  }

  private void report(Report report) {
    report.add(section("Resident memory, all processes", "MiB", Minute::residentMiB, 1.15));
    report.add(section("Open file handles, all processes", "handles", Minute::fileHandles, 1.15));
    report.add(section("Publish to found, median", "ms", m -> m.freshness().p50(), 1.5));
  }

  private Section section(String title, String unit, ToDoubleFunction<Minute> figure, double most) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < minutes.size(); i++) {
      bars.add(new Bar("minute " + (i + 1), figure.applyAsDouble(minutes.get(i))));
    }
    return new Section(
        title,
        "Mixed load: updates and deletions of "
            + IDS
            + " ids, broken files, a bulk trickle, questions.",
        unit,
        bars,
        List.of(Growth.verdict(minutes.stream().mapToDouble(figure).boxed().toList(), most)));
  }
}
