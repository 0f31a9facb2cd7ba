package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.bench.Loads.Flood;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.Percentiles;
import dev.freshet.evaluation.load.QueryLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the LangChain4j loop does with the same loads. */
record LoopRun(
    Flood cold,
    Flood warm,
    double recovery,
    Percentiles freshness,
    QueryLoad.Outcome one,
    QueryLoad.Outcome eight,
    double resident) {
  /** The splitter's greatest passage, in characters. */
  static final int MAX_CHARACTERS = 1_200;

  static LoopRun measure(Path folder, Loads loads) throws IOException {
    System.out.println("… LangChain4j loop");
    try (LoopUnderTest loop = new LoopUnderTest(folder, MAX_CHARACTERS)) {
      loop.start();
      Freshness.measure(
          loop.api(), loop.publisher(), Freshness.fresh(loads.cold(), "warm", Loads.WARM_UP));
      Percentiles idle =
          Freshness.measure(
              loop.api(), loop.publisher(), Freshness.fresh(loads.cold(), "idle", Loads.IDLE));
      Flood cold = flood(loop, loads.cold());
      flood(loop, loads.between());
      Flood warm = flood(loop, loads.warm());
      QueryLoad.run(loop.api(), loads.questions(), 2, Duration.ofSeconds(5));
      QueryLoad.Outcome one = QueryLoad.run(loop.api(), loads.questions(), 1, loads.queryTime());
      QueryLoad.Outcome eight = QueryLoad.run(loop.api(), loads.questions(), 8, loads.queryTime());
      double resident = loop.residentMiB();
      return new LoopRun(cold, warm, recovery(loop), idle, one, eight, resident);
    }
  }

  private static Flood flood(LoopUnderTest loop, List<Corpus.Text> texts) {
    long passages = loop.api().passages();
    long characters = loop.api().characters();
    long start = System.nanoTime();
    loop.publisher().publish(FreshetUnderTest.LIVE, texts);
    Corpus.Text last = texts.getLast();
    String query = last.text().substring(0, Math.min(200, last.text().length()));
    Await.until(
        "the last is found",
        FreshetUnderTest.RARELY,
        Loads.LONG,
        () -> loop.api().search(query, 10).ids().contains(last.id()));
    return new Flood(
        (System.nanoTime() - start) / 1e9,
        loop.api().passages() - passages,
        loop.api().characters() - characters);
  }

  private static double recovery(LoopUnderTest loop) throws IOException {
    long all = loop.api().passages();
    loop.kill();
    long killed = System.nanoTime();
    loop.start();
    Await.until(
        "all is back", Duration.ofMillis(20), Loads.LONG, () -> loop.api().passages() >= all);
    return (System.nanoTime() - killed) / 1e9;
  }
}
