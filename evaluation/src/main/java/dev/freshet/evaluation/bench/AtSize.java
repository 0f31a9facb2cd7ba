package dev.freshet.evaluation.bench;

import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.load.QueryLoad;
import dev.freshet.evaluation.report.Report;
import dev.freshet.evaluation.report.Report.Bar;
import dev.freshet.evaluation.report.Report.Section;
import dev.freshet.evaluation.report.Report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries over a large index, alone and beside a backlog; and how live documents fare beside it.
 */
final class AtSize {
  static final int SYNTHETIC_PASSAGES = 50_000;

  private AtSize() {}

  static void measure(
      Path repository, Path folder, Loads loads, List<EmbeddedPassage> real, Report report)
      throws IOException {
    System.out.println(
        "… at "
            + SYNTHETIC_PASSAGES
            + " passages, and beside a backlog of "
            + loads.backlog().size()
            + " bulk documents");
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      freshet.start();
      SyntheticIndex.fill(freshet, real, SYNTHETIC_PASSAGES);
      QueryLoad.run(freshet.api(), loads.questions(), 2, Duration.ofSeconds(5));
      QueryLoad.Outcome one = QueryLoad.run(freshet.api(), loads.questions(), 1, loads.queryTime());
      QueryLoad.Outcome eight =
          QueryLoad.run(freshet.api(), loads.questions(), 8, loads.queryTime());
      freshet.publisher().publish(FreshetUnderTest.BULK, loads.backlog());
      Percentiles loaded =
          Freshness.measure(
              freshet.api(), freshet.publisher(), Freshness.fresh(loads.cold(), "loaded", 30));
      StageTimes.report(
          freshet.api(),
          "loaded",
          30,
          "Publish to retrievable by stage, beside the backlog",
          report);
      QueryLoad.Outcome busyOne =
          QueryLoad.run(freshet.api(), loads.questions(), 1, loads.queryTime());
      QueryLoad.Outcome busyEight =
          QueryLoad.run(freshet.api(), loads.questions(), 8, loads.queryTime());
      long left = freshet.api().lag();
      report.add(queries(one, eight, busyOne, busyEight));
      report.add(
          new Section(
              "Publish to found beside a backlog of " + loads.backlog().size() + " bulk documents",
              "30 live documents one after the other while the backlog waits, over an index of "
                  + SYNTHETIC_PASSAGES
                  + " passages; "
                  + left
                  + " of the backlog were still waiting at the end of the measurement and the queries after it.",
              "ms",
              List.of(
                  new Bar("p50", loaded.p50()),
                  new Bar("p95", loaded.p95()),
                  new Bar("p99", loaded.p99())),
              List.of(
                  new Verdict("p50 below 300 ms", loaded.p50(), loaded.p50() < 300),
                  new Verdict("p95 below 1,000 ms", loaded.p95(), loaded.p95() < 1000),
                  new Verdict(
                      "the backlog moved meanwhile (documents done, above 0)",
                      loads.backlog().size() - left,
                      left < loads.backlog().size()))));
    }
  }

  private static Section queries(
      QueryLoad.Outcome one,
      QueryLoad.Outcome eight,
      QueryLoad.Outcome busyOne,
      QueryLoad.Outcome busyEight) {
    List<Bar> bars = new ArrayList<>();
    String[] names = {
      "1 client", "8 clients", "1 client, ingest going on", "8 clients, ingest going on"
    };
    QueryLoad.Outcome[] outcomes = {one, eight, busyOne, busyEight};
    for (int i = 0; i < names.length; i++) {
      bars.add(new Bar(names[i] + " p50", outcomes[i].whole().p50()));
      bars.add(new Bar(names[i] + " p99", outcomes[i].whole().p99()));
      bars.add(new Bar(names[i] + " p99 beside embedding", outcomes[i].besideEmbedding().p99()));
      bars.add(new Bar(names[i] + " p50 beside the store too", outcomes[i].besideStore().p50()));
      bars.add(new Bar(names[i] + " p99 beside the store too", outcomes[i].besideStore().p99()));
    }
    return new Section(
        "Queries over " + SYNTHETIC_PASSAGES + " passages",
        "Hybrid, limit 10, questions without pause. Vectors are real ones perturbed (Gaussian, .03 a dimension), texts spliced from real halves. \"Beside embedding\" leaves out the query's own embedding and the wait for its turn: as many searches work at once as there are processors.",
        "ms",
        bars,
        List.of(
            new Verdict(
                "8 clients idle p99 below 100 ms", eight.whole().p99(), eight.whole().p99() < 100),
            new Verdict(
                "8 clients idle p99 beside embedding below 25 ms",
                eight.besideEmbedding().p99(),
                eight.besideEmbedding().p99() < 25),
            new Verdict(
                "8 clients idle p50 beside embedding and store below 5 ms",
                eight.besideStore().p50(),
                eight.besideStore().p50() < 5),
            new Verdict(
                "8 clients idle p99 beside embedding and store below 15 ms",
                eight.besideStore().p99(),
                eight.besideStore().p99() < 15)));
  }
}
