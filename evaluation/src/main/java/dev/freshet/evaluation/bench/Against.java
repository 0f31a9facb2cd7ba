package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.QueryLoad;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two commits in turn, each built in a tree of its own and started as a user would: before, after,
 * after, before, so that a machine that grows slower favours neither. Figures are told as ratios of
 * one run of this, which is all that a shared machine allows.
 */
final class Against {
  private static final int FLOOD = 300;
  private static final Duration ASKED = Duration.ofSeconds(8);

  /** As many texts are needed. */
  static final int TEXTS = Loads.WARM_UP + Loads.IDLE + FLOOD;

  private final Path folder;
  private final List<Corpus.Text> texts;
  private final List<String> questions;
  private int runs;

  /**
   * @param folder for data, emptied by nobody
   * @param texts so many as {@link #TEXTS}
   */
  Against(Path folder, List<Corpus.Text> texts, List<String> questions) {
    this.folder = folder;
    this.texts = texts;
    this.questions = questions;
  }

  /**
   * Measures and reports.
   *
   * @param before the tree of the commit that is held against
   * @param after the tree of the other
   * @param rounds of four runs
   */
  void measure(Path before, Path after, int rounds, Report report) throws IOException {
    Map<Quantity, List<Double>> then = new EnumMap<>(Quantity.class);
    Map<Quantity, List<Double>> now = new EnumMap<>(Quantity.class);
    for (int round = 0; round < rounds; round++) {
      run(before, "before", then);
      run(after, "after", now);
      run(after, "after", now);
      run(before, "before", then);
    }
    List<Bar> ratios = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      Shift shift = new Shift(quantity, then.get(quantity), now.get(quantity));
      ratios.add(new Bar(quantity.words, shift.ratio()));
      verdicts.add(new Verdict(quantity.words + ": not worse", shift.ratio(), !shift.worse()));
      report.add(values(shift));
    }
    report.add(
        new Section(
            "How many times as good",
            "By the means; above 1 is better. Worse: by more than "
                + Math.round(100 * Shift.TOLERANCE)
                + " % and in every run than in every run before. Chance alone makes one of the seven"
                + " so up to once in ten times of two rounds: measure again what fails.",
            "times",
            ratios,
            verdicts));
  }

  private static Section values(Shift shift) {
    List<Bar> bars = new ArrayList<>();
    for (int run = 0; run < shift.before().size(); run++) {
      bars.add(new Bar("before, run " + (run + 1), shift.before().get(run)));
      bars.add(new Bar("after, run " + (run + 1), shift.after().get(run)));
    }
    String first = shift.quantity().words.substring(0, 1).toUpperCase(Locale.ROOT);
    return new Section(
        first + shift.quantity().words.substring(1), "", shift.quantity().unit, bars, List.of());
  }

  private void run(Path tree, String name, Map<Quantity, List<Double>> taken) throws IOException {
    System.out.println("… " + name);
    Path own = Files.createDirectory(folder.resolve(name + "-" + ++runs));
    try (var freshet = new FreshetUnderTest(tree, own)) {
      put(taken, Quantity.READY, freshet.start());
      Freshness.measure(freshet.api(), freshet.publisher(), texts(0, Loads.WARM_UP));
      put(taken, Quantity.RESIDENT, freshet.residentMiB());
      int idle = Loads.WARM_UP + Loads.IDLE;
      put(
          taken,
          Quantity.FRESHNESS,
          Freshness.measure(freshet.api(), freshet.publisher(), texts(Loads.WARM_UP, idle)).p50());
      double processor = freshet.processorSeconds();
      double seconds = FreshetRun.flood(freshet, texts(idle, TEXTS), idle);
      put(taken, Quantity.THROUGHPUT, FLOOD / seconds);
      put(taken, Quantity.PROCESSOR, freshet.processorSeconds() - processor);
      QueryLoad.run(freshet.api(), questions, 2, ASKED);
      put(taken, Quantity.QUERY, QueryLoad.run(freshet.api(), questions, 1, ASKED).whole().p50());
      put(taken, Quantity.QUERIES, QueryLoad.run(freshet.api(), questions, 8, ASKED).whole().p99());
    }
  }

  private List<Corpus.Text> texts(int from, int to) {
    return texts.subList(from, to);
  }

  private static void put(Map<Quantity, List<Double>> taken, Quantity quantity, double value) {
    taken.computeIfAbsent(quantity, _ -> new ArrayList<>()).add(value);
  }
}
