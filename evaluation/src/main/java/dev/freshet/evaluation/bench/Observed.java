package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What it costs to be seen: the same flood on fresh Freshets, of which one after the other traces
 * every version, sends its metrics each second, is scraped each second, writes its log as JSON and
 * has its canary published and searched each second; and those between do none of it.
 */
final class Observed {
  private static final int WARM_UP = 200;
  private static final int FLOOD = 400;

  /** As many texts are needed. */
  static final int TEXTS = WARM_UP + FLOOD;

  private static final double LEAST_SHARE = .97;

  private final Path repository;
  private final Path folder;
  private final List<Corpus.Text> texts;
  private int runs;

  /** One flood. */
  private record Flood(double seconds, double processor) {}

  private Observed(Path repository, Path folder, List<Corpus.Text> texts) {
    this.repository = repository;
    this.folder = folder;
    this.texts = texts;
  }

  /**
   * @param texts so many as {@link #TEXTS}
   * @param rounds of four runs: off, on, on, off, so that a machine that grows slower or faster
   *     favours neither
   */
  static void measure(
      Path repository, Path folder, List<Corpus.Text> texts, int rounds, Report report)
      throws IOException {
    var observed = new Observed(repository, folder, texts);
    List<Flood> on = new ArrayList<>();
    List<Flood> off = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      off.add(observed.unseen());
      on.add(observed.seen());
      on.add(observed.seen());
      off.add(observed.unseen());
    }
    report(on, off, report);
  }

  private Flood unseen() throws IOException {
    System.out.println("… everything off");
    try (var freshet = new FreshetUnderTest(repository, next())) {
      freshet.start();
      return flood(freshet);
    }
  }

  private Flood seen() throws IOException {
    System.out.println("… everything on");
    try (var collector = new DroppingCollector();
        var freshet = new FreshetUnderTest(repository, next(), everything(collector))) {
      freshet.start();
      try (var _ = new Scraper(freshet.url().resolve("/metrics"))) {
        Flood flood = flood(freshet);
        if (collector.traces() == 0 || collector.metrics() == 0) {
          throw new IllegalStateException("nothing was sent to the collector: nothing is measured");
        }
        return flood;
      }
    }
  }

  private static Map<String, String> everything(DroppingCollector collector) {
    return Map.of(
        "FRESHET_TRACE_ENDPOINT", collector.url(),
        "FRESHET_TRACE_SHARE", "1",
        "FRESHET_METRICS_ENDPOINT", collector.url(),
        "FRESHET_METRICS_INTERVAL", "1s",
        "FRESHET_LOG_FORMAT", "json",
        "FRESHET_CANARY", "true",
        "FRESHET_CANARY_SOURCE", FreshetUnderTest.BULK,
        "FRESHET_CANARY_INTERVAL", "1s");
  }

  private Path next() throws IOException {
    return Files.createDirectory(folder.resolve("run-" + ++runs));
  }

  private Flood flood(FreshetUnderTest freshet) {
    freshet.publisher().publish(FreshetUnderTest.LIVE, texts.subList(0, WARM_UP));
    freshet.awaitRetrievable(WARM_UP, Loads.LONG);
    double before = freshet.processorSeconds();
    long start = System.nanoTime();
    freshet.publisher().publish(FreshetUnderTest.LIVE, texts.subList(WARM_UP, TEXTS));
    freshet.awaitRetrievable(TEXTS, Loads.LONG);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Flood(seconds, freshet.processorSeconds() - before);
  }

  private static void report(List<Flood> on, List<Flood> off, Report report) {
    List<Bar> bars = new ArrayList<>();
    for (int run = 0; run < on.size(); run++) {
      bars.add(new Bar("off, run " + (run + 1), FLOOD / off.get(run).seconds()));
      bars.add(new Bar("on, run " + (run + 1), FLOOD / on.get(run).seconds()));
    }
    double share = seconds(off) / seconds(on);
    double processor = processor(on) / processor(off);
    report.add(
        new Section(
            "Throughput with everything seen",
            FLOOD
                + " documents of plain text at once after "
                + WARM_UP
                + " others, on a fresh Freshet each. On: every version traced, metrics sent and"
                + " scraped each second, the canary each second, the log as JSON.",
            "documents/s",
            bars,
            List.of(
                new Verdict(
                    "throughput on against off, at least " + LEAST_SHARE,
                    share,
                    share >= LEAST_SHARE),
                new Verdict("processor time on against off", processor, true))));
  }

  private static double seconds(List<Flood> floods) {
    return floods.stream().mapToDouble(Flood::seconds).sum();
  }

  private static double processor(List<Flood> floods) {
    return floods.stream().mapToDouble(Flood::processor).sum();
  }
}
