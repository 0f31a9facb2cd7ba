package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Embedder;
import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The measurements of the README, in one run on one machine, each against something in the same
 * run: the bare model loop, and a loop in LangChain4j. Read from the top: it is the order in which
 * things are measured.
 */
public final class Benchmark {
  private final Path repository;
  private final Path work;
  private final Loads loads;
  private final Embedder embedder;
  private final Report report;

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
    this.loads = Loads.of(data, scale);
    this.embedder = embedder;
    this.report = report;
  }

  /** Measures everything. */
  void run() throws IOException {
    FreshetRun first = FreshetRun.measure(repository, folder("freshet-1"), loads, report);
    double bareFirst = bare(first);
    LoopRun loop = LoopRun.measure(folder("loop"), loads);
    FreshetRun second = FreshetRun.measure(repository, folder("freshet-2"), loads, report);
    double bare = (bareFirst + bare(second)) / 2;
    Comparison.throughput(first, second, bare, loop, report);
    Comparison.against(second, loop, report);
    AtSize.measure(repository, folder("freshet-3"), loads, first.coldPassages(), report);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(work.resolve(name));
  }

  /** Characters a second of the model alone. */
  private double bare(FreshetRun run) {
    System.out.println("… bare model loop");
    List<String> embedded = run.embedded();
    return embedded.stream().mapToLong(String::length).sum() / BareLoop.run(embedder, embedded);
  }
}
