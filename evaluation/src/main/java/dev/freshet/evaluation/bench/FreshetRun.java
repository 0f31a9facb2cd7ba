package dev.freshet.evaluation.bench;

import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.evaluation.bench.Loads.Flood;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.EmbeddedTopic;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.load.QueryLoad;
import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What one fresh Freshet does with the loads. */
record FreshetRun(
    List<EmbeddedPassage> coldPassages,
    List<EmbeddedPassage> warmPassages,
    double coldSeconds,
    double warmSeconds,
    double ready,
    double recovery,
    double residentAtRest,
    Percentiles freshness,
    QueryLoad.Outcome one,
    QueryLoad.Outcome eight) {

  static FreshetRun measure(Path repository, Path folder, Loads loads, Report report)
      throws IOException {
    String name = String.valueOf(folder.getFileName());
    System.out.println("… " + name);
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      double ready = freshet.start();
      Freshness.measure(
          freshet.api(),
          freshet.publisher(),
          Freshness.fresh(loads.cold(), "warm-" + name, Loads.WARM_UP));
      double resident = freshet.residentMiB();
      Percentiles idle =
          Freshness.measure(
              freshet.api(),
              freshet.publisher(),
              Freshness.fresh(loads.cold(), "idle-" + name, Loads.IDLE));
      StageTimes.report(
          freshet.api(),
          "idle-" + name,
          Loads.IDLE,
          "Publish to retrievable by stage, idle",
          report);
      int before = Loads.WARM_UP + Loads.IDLE;
      double cold = flood(freshet, loads.cold(), before);
      int coldEnd = before + loads.cold().size();
      flood(freshet, loads.between(), coldEnd);
      int warmStart = coldEnd + loads.between().size();
      double warm = flood(freshet, loads.warm(), warmStart);
      List<EmbeddedDocument> documents = embedded(freshet);
      QueryLoad.run(freshet.api(), loads.questions(), 2, Duration.ofSeconds(5));
      QueryLoad.Outcome one = QueryLoad.run(freshet.api(), loads.questions(), 1, loads.queryTime());
      QueryLoad.Outcome eight =
          QueryLoad.run(freshet.api(), loads.questions(), 8, loads.queryTime());
      return new FreshetRun(
          passages(documents.subList(before, coldEnd)),
          passages(documents.subList(warmStart, documents.size())),
          cold,
          warm,
          ready,
          recovery(freshet),
          resident,
          idle,
          one,
          eight);
    }
  }

  /**
   * Documents at once.
   *
   * @param before how many it has taken in already
   * @return seconds until the last is retrievable
   */
  static double flood(FreshetUnderTest freshet, List<Corpus.Text> texts, int before) {
    long start = System.nanoTime();
    freshet.publisher().publish(FreshetUnderTest.LIVE, texts);
    freshet.awaitRetrievable(before + texts.size(), Loads.LONG);
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<EmbeddedDocument> embedded(FreshetUnderTest freshet) {
    return freshet.embedded().stream().map(EmbeddedTopic.Embedded::document).toList();
  }

  /** Those that the model was asked for; what was known from before cost it nothing. */
  private static List<EmbeddedPassage> passages(List<EmbeddedDocument> documents) {
    return documents.stream()
        .map(EmbeddedDocument::passages)
        .flatMap(List::stream)
        .filter(passage -> !passage.reused())
        .toList();
  }

  private static double recovery(FreshetUnderTest freshet) throws IOException {
    long before = freshet.api().passages();
    freshet.kill();
    double recovery = freshet.start();
    Await.until(
        "all is back", Duration.ofMillis(5), Loads.LONG, () -> freshet.api().passages() == before);
    return recovery;
  }

  Flood cold() {
    return flood(coldPassages, coldSeconds);
  }

  Flood warm() {
    return flood(warmPassages, warmSeconds);
  }

  private static Flood flood(List<EmbeddedPassage> passages, double seconds) {
    long characters = passages.stream().mapToLong(p -> p.passage().embedded().length()).sum();
    return new Flood(seconds, passages.size(), characters);
  }

  /** The mean length of its passages. */
  double tokensAPassage() {
    return warmPassages.stream().mapToInt(p -> p.passage().tokens()).average().orElse(0);
  }

  /** The very strings that were embedded. */
  List<String> embedded() {
    return warmPassages.stream().map(p -> p.passage().embedded()).toList();
  }
}
