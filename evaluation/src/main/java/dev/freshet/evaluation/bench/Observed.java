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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to be seen: the same flood on fresh Freshets, of each of which more or less is seen
 * ({@link Seen}). Everything is judged as one would run it; everything each second, and each part
 * alone, say what takes it. Processor time varies less than throughput where others share the
 * machine.
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
  private final Map<Seen, List<Flood>> floods = new EnumMap<>(Seen.class);
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
   * @param rounds of all there and back, so that a machine that grows slower or faster favours none
   */
  static void measure(
      Path repository, Path folder, List<Corpus.Text> texts, int rounds, Report report)
      throws IOException {
    var observed = new Observed(repository, folder, texts);
    List<Seen> all = List.of(Seen.values());
    for (int round = 0; round < rounds; round++) {
      for (Seen seen : all) {
        observed.run(seen);
      }
      for (Seen seen : all.reversed()) {
        observed.run(seen);
      }
    }
    observed.report(report);
  }

  private void run(Seen seen) throws IOException {
    System.out.println("… seen: " + seen.words);
    try (var collector = new DroppingCollector();
        var freshet = new FreshetUnderTest(repository, next(), seen.environment(collector.url()))) {
      freshet.start();
      try (var _ = new Scraper(freshet.url().resolve("/metrics"), seen.scrape)) {
        floods.computeIfAbsent(seen, _ -> new ArrayList<>()).add(flood(freshet));
      }
      if (seen.traces != collector.traces() > 0 || seen.metrics() != collector.metrics() > 0) {
        throw new IllegalStateException(
            "the collector has "
                + collector.traces()
                + " traces and "
                + collector.metrics()
                + " metrics: that is not what was to be measured");
      }
    }
  }

  private Path next() throws IOException {
    return Files.createDirectory(folder.resolve("run-" + ++runs));
  }

  private Flood flood(FreshetUnderTest freshet) {
    FreshetRun.flood(freshet, texts.subList(0, WARM_UP), 0);
    double before = freshet.processorSeconds();
    double seconds = FreshetRun.flood(freshet, texts.subList(WARM_UP, TEXTS), WARM_UP);
    return new Flood(seconds, freshet.processorSeconds() - before);
  }

  private void report(Report report) {
    List<Bar> throughput = new ArrayList<>();
    List<Bar> processor = new ArrayList<>();
    for (Seen seen : Seen.values()) {
      throughput.add(new Bar(seen.words, against(seen, Flood::seconds, true)));
      processor.add(new Bar(seen.words, against(seen, Flood::processor, false)));
    }
    double share = against(Seen.ALL, Flood::seconds, true);
    String what =
        FLOOD
            + " documents of plain text at once after "
            + WARM_UP
            + " others, on fresh Freshets, ";
    report.add(
        new Section(
            "Throughput against nothing seen",
            what + floods.get(Seen.NOTHING).size() + " runs each.",
            "share",
            throughput,
            List.of(
                new Verdict(
                    "throughput with everything against nothing, at least " + LEAST_SHARE,
                    share,
                    share >= LEAST_SHARE))));
    report.add(
        new Section(
            "Processor time against nothing seen",
            "The same runs; of all processes of Freshet.",
            "times",
            processor,
            List.of()));
  }

  /** The mean of nothing by that of this one, or the other way round. */
  private double against(Seen seen, ToDoubleFunction<Flood> figure, boolean inverse) {
    double one = floods.get(seen).stream().mapToDouble(figure).average().orElseThrow();
    double none = floods.get(Seen.NOTHING).stream().mapToDouble(figure).average().orElseThrow();
    return inverse ? none / one : one / none;
  }
}
