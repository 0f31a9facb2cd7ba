package dev.freshet.evaluation.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.Lane;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.store.EmbeddedDocument;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.Percentiles;
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
import java.util.List;

/**
 * The measurements of the README, in one run on one machine, each against something in the same
 * run: the bare model loop, and a loop in LangChain4j. Read from the top: it is the order in which
 * things are measured.
 */
public final class Benchmark {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int SYNTHETIC_PASSAGES = 50_000;

  /** Documents that both systems get before freshness is measured: compilers want some. */
  private static final int WARM_UP = 60;

  private static final int IDLE = 30;

  private final Path repository;
  private final Path work;
  private final List<Corpus.Text> texts;
  private final List<Corpus.Text> backlog;
  private final List<String> questions;
  private final Embedder embedder;
  private final Report report;
  private final Duration queryTime;

  /**
   * @param repository where {@code ./freshet} stands
   * @param data the folder with the collections
   * @param work for the systems' data; emptied by the caller
   * @param scale share of the full load, 1 for the figures of the README
   */
  Benchmark(Path repository, Path data, Path work, double scale, Embedder embedder, Report report)
      throws IOException {
    this.repository = repository;
    this.work = work;
    this.texts = Corpus.mixed(data, (int) (1_000 * scale));
    this.backlog = Corpus.mixed(data, (int) (5_000 * scale));
    this.questions = Corpus.questions(data);
    this.embedder = embedder;
    this.report = report;
    this.queryTime = Duration.ofMillis((long) (20_000 * scale));
  }

  /** Measures everything. */
  void run() throws IOException {
    Ingested first = ingest("freshet-1");
    double bareFirst = BareLoop.run(embedder, first.embedded());
    LoopFigures loop = loop();
    Ingested second = ingest("freshet-2");
    double bareSecond = BareLoop.run(embedder, second.embedded());
    throughput(first, second, bareFirst, bareSecond, loop);
    against(second, loop);
    underLoadAndAtSize(first.passages());
  }

  /** What one fresh Freshet did with the documents. */
  record Ingested(
      List<EmbeddedPassage> passages,
      double seconds,
      double ready,
      double recovery,
      double residentAtRest,
      Percentiles freshness,
      QueryLoad.Outcome one,
      QueryLoad.Outcome eight) {
    List<String> embedded() {
      return passages.stream().map(p -> p.passage().embedded()).toList();
    }

    double tokens() {
      return passages.stream().mapToDouble(p -> p.passage().tokens()).sum();
    }
  }

  private Ingested ingest(String name) throws IOException {
    System.out.println("… " + name + ": " + texts.size() + " documents");
    try (FreshetUnderTest freshet =
        new FreshetUnderTest(repository, Files.createDirectories(work.resolve(name)))) {
      double ready = freshet.start();
      Freshness.measure(
          freshet.api(), freshet.publisher(), Freshness.fresh(texts, "warm-" + name, WARM_UP));
      double resident = freshet.residentMiB();
      Percentiles idle =
          Freshness.measure(
              freshet.api(), freshet.publisher(), Freshness.fresh(texts, "idle-" + name, IDLE));
      stages(freshet, "idle-" + name, IDLE, "Publish to retrievable by stage, idle");
      long start = System.nanoTime();
      freshet.publisher().publish(FreshetUnderTest.LIVE, texts);
      freshet.awaitNoLag(LONG);
      double seconds = (System.nanoTime() - start) / 1e9;
      String generation = freshet.api().freshness().required("generation").asText();
      List<EmbeddedPassage> passages =
          EmbeddedTopic.read(
                  freshet.kafkaPort(), TopicNames.DEFAULT.embedded(generation, Lane.LIVE))
              .stream()
              .skip(WARM_UP + IDLE)
              .map(EmbeddedDocument::passages)
              .flatMap(List::stream)
              .toList();
      QueryLoad.run(freshet.api(), questions, 2, Duration.ofSeconds(3));
      QueryLoad.Outcome one = QueryLoad.run(freshet.api(), questions, 1, queryTime);
      QueryLoad.Outcome eight = QueryLoad.run(freshet.api(), questions, 8, queryTime);
      long before = freshet.api().passages();
      freshet.kill();
      double recovery = freshet.start();
      Await.until(
          "all is back", Duration.ofMillis(5), LONG, () -> freshet.api().passages() == before);
      return new Ingested(passages, seconds, ready, recovery, resident, idle, one, eight);
    }
  }

  /** What the LangChain4j loop did with the same documents. */
  record LoopFigures(
      long passages,
      long characters,
      double seconds,
      double recovery,
      Percentiles freshness,
      QueryLoad.Outcome one,
      QueryLoad.Outcome eight,
      double resident) {}

  private LoopFigures loop() throws IOException {
    System.out.println("… LangChain4j loop: " + texts.size() + " documents");
    try (LoopUnderTest loop =
        new LoopUnderTest(Files.createDirectories(work.resolve("loop")), 1_200)) {
      loop.start();
      Freshness.measure(loop.api(), loop.publisher(), Freshness.fresh(texts, "warm", WARM_UP));
      Percentiles idle =
          Freshness.measure(loop.api(), loop.publisher(), Freshness.fresh(texts, "idle", 30));
      long before = loop.api().passages();
      long charactersBefore = loop.api().characters();
      long start = System.nanoTime();
      loop.publisher().publish(FreshetUnderTest.LIVE, texts);
      Corpus.Text last = texts.getLast();
      Await.until(
          "the last is found",
          Duration.ofMillis(20),
          LONG,
          () ->
              loop.api()
                  .search(last.text().substring(0, Math.min(200, last.text().length())), 10)
                  .ids()
                  .contains(last.id()));
      double seconds = (System.nanoTime() - start) / 1e9;
      long passages = loop.api().passages() - before;
      long characters = loop.api().characters() - charactersBefore;
      long all = loop.api().passages();
      QueryLoad.run(loop.api(), questions, 2, Duration.ofSeconds(3));
      QueryLoad.Outcome one = QueryLoad.run(loop.api(), questions, 1, queryTime);
      QueryLoad.Outcome eight = QueryLoad.run(loop.api(), questions, 8, queryTime);
      double resident = loop.residentMiB();
      loop.kill();
      long killed = System.nanoTime();
      loop.start();
      Await.until("all is back", Duration.ofMillis(20), LONG, () -> loop.api().passages() >= all);
      return new LoopFigures(
          passages,
          characters,
          seconds,
          (System.nanoTime() - killed) / 1e9,
          idle,
          one,
          eight,
          resident);
    }
  }

  private void throughput(
      Ingested first, Ingested second, double bareFirst, double bareSecond, LoopFigures loop) {
    double share = (bareFirst + bareSecond) / (first.seconds() + second.seconds());
    double passagesASecond =
        (first.passages().size() + second.passages().size()) / (first.seconds() + second.seconds());
    double characters = first.embedded().stream().mapToDouble(String::length).sum();
    double loopASecond = loop.passages() / loop.seconds();
    double byCharacter =
        (2 * characters / (first.seconds() + second.seconds()))
            / (loop.characters() / loop.seconds());
    report.add(
        new Section(
            "Ingest throughput",
            texts.size()
                + " plain-text documents published at once; Freshet durable and searchable, twice, between them the bare model loop over the very strings that were embedded (as many threads), and the "
                + "LangChain4j loop on the same documents. Freshet's passages have "
                + Math.round(first.tokens() / first.passages().size())
                + " tokens in the mean; the loop's splitter is set to 1,200 characters.",
            "passages/s",
            List.of(
                new Bar(
                    "bare model loop", 2.0 * first.passages().size() / (bareFirst + bareSecond)),
                new Bar("Freshet", passagesASecond),
                new Bar("LangChain4j loop", loopASecond)),
            List.of(
                new Verdict("share of the bare loop, at least .85", share, share >= .85),
                new Verdict(
                    "passages/s against the LangChain4j loop, at least 1.1",
                    passagesASecond / loopASecond,
                    passagesASecond / loopASecond >= 1.1),
                new Verdict(
                    "characters/s against the LangChain4j loop, at least 1.1",
                    byCharacter,
                    byCharacter >= 1.1))));
  }

  private void against(Ingested freshet, LoopFigures loop) {
    report.add(
        new Section(
            "Publish to found, idle",
            "30 documents one after the other, polled every 10 ms through the search API.",
            "ms",
            List.of(
                new Bar("Freshet p50", freshet.freshness().p50()),
                new Bar("Freshet p95", freshet.freshness().p95()),
                new Bar("Freshet p99", freshet.freshness().p99()),
                new Bar("LangChain4j loop p50", loop.freshness().p50()),
                new Bar("LangChain4j loop p95", loop.freshness().p95()),
                new Bar("LangChain4j loop p99", loop.freshness().p99())),
            List.of(
                new Verdict(
                    "p50 below 60 ms", freshet.freshness().p50(), freshet.freshness().p50() < 60),
                new Verdict(
                    "p95 below 200 ms", freshet.freshness().p95(), freshet.freshness().p95() < 200),
                new Verdict(
                    "p50 no worse than the loop's (ratio at most 1)",
                    freshet.freshness().p50() / loop.freshness().p50(),
                    freshet.freshness().p50() <= loop.freshness().p50()),
                new Verdict(
                    "p99 no worse than the loop's (ratio at most 1)",
                    freshet.freshness().p99() / loop.freshness().p99(),
                    freshet.freshness().p99() <= loop.freshness().p99()))));
    report.add(
        new Section(
            "Query p99 over the same documents",
            "Questions of both collections without pause, limit 10. Freshet answers hybrid, the loop dense only.",
            "ms",
            List.of(
                new Bar("Freshet, 1 client", freshet.one().whole().p99()),
                    new Bar("LangChain4j loop, 1 client", loop.one().whole().p99()),
                new Bar("Freshet, 8 clients", freshet.eight().whole().p99()),
                    new Bar("LangChain4j loop, 8 clients", loop.eight().whole().p99())),
            List.of(
                new Verdict(
                    "1 client, no worse (ratio at most 1)",
                    freshet.one().whole().p99() / loop.one().whole().p99(),
                    freshet.one().whole().p99() <= loop.one().whole().p99()),
                new Verdict(
                    "8 clients, no worse (ratio at most 1)",
                    freshet.eight().whole().p99() / loop.eight().whole().p99(),
                    freshet.eight().whole().p99() <= loop.eight().whole().p99()))));
    report.add(
        new Section(
            "Start and recovery",
            "Until everything is searchable again after kill -9; the loop re-embeds everything. Freshet's first start is on an empty folder.",
            "s",
            List.of(
                new Bar("Freshet, first start", freshet.ready()),
                new Bar("Freshet, after kill -9", freshet.recovery()),
                new Bar("LangChain4j loop, after kill -9", loop.recovery())),
            List.of(
                new Verdict("first start below 2.5 s", freshet.ready(), freshet.ready() < 2.5),
                new Verdict(
                    "after kill -9 below 6 s", freshet.recovery(), freshet.recovery() < 6))));
    report.add(
        new Section(
            "Resident memory",
            "All processes together; Freshet at rest after a few documents (broker, jobs, index, parser children), the loop after its queries (without its broker).",
            "MiB",
            List.of(
                new Bar("Freshet", freshet.residentAtRest()),
                new Bar("LangChain4j loop", loop.resident())),
            List.of(
                new Verdict(
                    "below 1,229 MiB (1.2 GiB)",
                    freshet.residentAtRest(),
                    freshet.residentAtRest() < 1228.8))));
  }

  private void underLoadAndAtSize(List<EmbeddedPassage> real) throws IOException {
    System.out.println(
        "… at "
            + SYNTHETIC_PASSAGES
            + " passages, and beside a backlog of "
            + backlog.size()
            + " bulk documents");
    try (FreshetUnderTest freshet =
        new FreshetUnderTest(repository, Files.createDirectories(work.resolve("freshet-3")))) {
      freshet.start();
      String topic =
          TopicNames.DEFAULT.embedded(
              freshet.api().freshness().required("generation").asText(), Lane.LIVE);
      SyntheticIndex.write(freshet.publisher(), topic, 0, real, SYNTHETIC_PASSAGES);
      Await.until(
          "the passages are in",
          Duration.ofMillis(200),
          LONG,
          () -> freshet.api().passages() >= SYNTHETIC_PASSAGES);
      QueryLoad.run(freshet.api(), questions, 2, Duration.ofSeconds(5));
      QueryLoad.Outcome one = QueryLoad.run(freshet.api(), questions, 1, queryTime);
      QueryLoad.Outcome eight = QueryLoad.run(freshet.api(), questions, 8, queryTime);
      freshet.publisher().publish(FreshetUnderTest.BULK, backlog);
      Percentiles loaded =
          Freshness.measure(
              freshet.api(), freshet.publisher(), Freshness.fresh(texts, "loaded", 30));
      stages(freshet, "loaded", 30, "Publish to retrievable by stage, beside the backlog");
      QueryLoad.Outcome busyOne = QueryLoad.run(freshet.api(), questions, 1, queryTime);
      QueryLoad.Outcome busyEight = QueryLoad.run(freshet.api(), questions, 8, queryTime);
      long left = freshet.api().lag();
      queries(one, eight, busyOne, busyEight);
      report.add(
          new Section(
              "Publish to found beside a backlog of " + backlog.size() + " bulk documents",
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
                      backlog.size() - left,
                      left < backlog.size()))));
    }
  }

  private void queries(
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
    }
    report.add(
        new Section(
            "Queries over " + SYNTHETIC_PASSAGES + " passages",
            "Hybrid, limit 10, questions without pause. Vectors are real ones perturbed (Gaussian, .03 a dimension), texts spliced from real halves. \"Beside embedding\" leaves out the query's own embedding and its wait for the model.",
            "ms",
            bars,
            List.of(
                new Verdict(
                    "8 clients idle p99 below 100 ms",
                    eight.whole().p99(),
                    eight.whole().p99() < 100),
                new Verdict(
                    "8 clients idle p99 beside embedding below 25 ms",
                    eight.besideEmbedding().p99(),
                    eight.besideEmbedding().p99() < 25))));
  }

  /** Where the time went, by the catalogue's own account. */
  private void stages(FreshetUnderTest freshet, String name, int count, String title) {
    List<Bar> bars = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    List<String> names =
        List.of("produce", "parse", "embed", "index", "refresh", "between the stages", "all");
    names.forEach(_ -> times.add(new ArrayList<>()));
    for (int i = 0; i < count; i++) {
      JsonNode document = freshet.api().document(name + "-" + i);
      double all = document.required("freshnessMs").asDouble();
      double inStages = 0;
      long firstStart = Long.MAX_VALUE;
      long recorded =
          java.time.Instant.parse(document.required("recordedAt").asText()).toEpochMilli() * 1000;
      for (JsonNode stage : document.required("stages")) {
        double millis =
            (stage.required("endMicros").asLong() - stage.required("startMicros").asLong())
                / 1000.0;
        firstStart = Math.min(firstStart, stage.required("startMicros").asLong());
        int index = names.indexOf(stage.required("stage").asText());
        if (index >= 0) {
          times.get(index).add(millis);
          inStages += millis;
        }
      }
      double produce = (firstStart - recorded) / 1000.0;
      times.get(0).add(produce);
      times.get(5).add(all - inStages - produce);
      times.get(6).add(all);
    }
    for (int i = 0; i < names.size(); i++) {
      Percentiles p = Percentiles.of(times.get(i));
      bars.add(new Bar(names.get(i) + " p50", p.p50()));
      bars.add(new Bar(names.get(i) + " p95", p.p95()));
      bars.add(new Bar(names.get(i) + " p99", p.p99()));
    }
    report.add(
        new Section(
            title,
            "By the service's own account of each document (the record's time has a resolution of 1 ms): produce is from the record's time until parse takes it up.",
            "ms",
            bars,
            List.of()));
  }
}
