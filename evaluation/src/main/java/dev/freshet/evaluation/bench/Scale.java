package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.EmbeddedPassage;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.load.QueryLoad;
import dev.freshet.evaluation.report.Report;
import dev.freshet.query.retrieval.QueryVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One Freshet that grows. At each size: how fast it came there, queries, the share of the nearest
 * that the graph finds, what a document costs, memory and disk, a kill -9.
 */
final class Scale {
  /** Real documents that the passages are made of. */
  private static final int REAL = 200;

  /** Documents published at each size, and taken back. */
  private static final int FLOOD = 200;

  private static final int ASKED = 100;
  private static final int FOUND = 10;
  private static final Duration QUERIES = Duration.ofSeconds(15);
  private static final Duration GROWTH = Duration.ofHours(4);

  /**
   * Merges are over when less than .3 of a processor (idle, it uses .2 of a slow one) is used for
   * so long.
   */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final double IDLE = .3;

  /**
   * What is asked and published.
   *
   * @param data the folder with the collections
   * @param embedder as in Freshet
   * @param sizes how many passages, each more than the one before
   */
  record Load(Path data, Embedder embedder, List<Integer> sizes) {}

  /**
   * What a size came to.
   *
   * @param passages how many
   * @param indexed passages a second from the embed job's topic, merges not waited for
   * @param merges seconds until it was quiet again
   * @param one one client
   * @param eight eight clients
   * @param recall at 10, of dense search against comparing every vector
   * @param cost processor milliseconds for 1,000 published characters, start to end of the line
   * @param clock milliseconds by the clock for the same
   * @param residentMiB all processes
   * @param indexMiB the index alone
   * @param ready seconds after kill -9
   */
  record Size(
      int passages,
      double indexed,
      double merges,
      QueryLoad.Outcome one,
      QueryLoad.Outcome eight,
      double recall,
      double cost,
      double clock,
      double residentMiB,
      double indexMiB,
      double ready) {}

  private final FreshetUnderTest freshet;
  private final Path folder;
  private final List<String> questions;
  private final List<Corpus.Text> texts;
  private final Nearest nearest;
  private final SyntheticIndex index;
  private int published = REAL;

  private Scale(FreshetUnderTest freshet, Path folder, Load load) throws IOException {
    this.freshet = freshet;
    this.folder = folder;
    this.questions = Corpus.questions(load.data());
    this.texts = Corpus.mixed(load.data(), REAL + FLOOD * load.sizes().size());
    this.nearest = new Nearest(asked(load.embedder()), FOUND);
    List<EmbeddedPassage> real = SyntheticIndex.real(freshet, texts.subList(0, REAL));
    // Each would be the nearest of all that are made of it. Such stars, which real collections
    // lack, take a graph apart: recall at 100,000 was .66, most vectors having two neighbours.
    takeBack(texts.subList(0, REAL), REAL);
    this.index = new SyntheticIndex(freshet, real);
  }

  private List<Vector> asked(Embedder embedder) {
    return questions.subList(0, ASKED).stream().map(q -> QueryVector.of(q, embedder)).toList();
  }

  /** Grows from size to size, and adds what it saw to the report. */
  static void measure(Path repository, Path folder, Load load, Report report) throws IOException {
    List<Size> sizes = new ArrayList<>();
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, folder)) {
      freshet.start();
      Scale scale = new Scale(freshet, folder, load);
      for (int passages : load.sizes()) {
        System.out.println("… to " + passages + " passages");
        sizes.add(scale.size(passages));
        System.out.println(sizes.getLast());
      }
    }
    ScaleReport.add(sizes, report);
  }

  private Size size(int passages) throws IOException {
    long before = freshet.api().passages();
    long start = System.nanoTime();
    index.grow(passages, GROWTH, nearest::offer);
    double seconds = (System.nanoTime() - start) / 1e9;
    double indexed = (freshet.api().passages() - before) / seconds;
    double merges = quiet();
    QueryLoad.run(freshet.api(), questions, 2, Duration.ofSeconds(5));
    QueryLoad.Outcome one = QueryLoad.run(freshet.api(), questions, 1, QUERIES);
    QueryLoad.Outcome eight = QueryLoad.run(freshet.api(), questions, 8, QUERIES);
    double recall = recall();
    double resident = freshet.residentMiB();
    double[] cost = cost();
    freshet.kill();
    double indexMiB = mebibytes(folder.resolve("data/index"));
    double ready = freshet.start();
    return new Size(
        passages, indexed, merges, one, eight, recall, cost[0], cost[1], resident, indexMiB, ready);
  }

  private double quiet() {
    double[] last = {Double.NEGATIVE_INFINITY};
    return Await.until(
                "merges are over",
                QUIET,
                GROWTH,
                () -> {
                  double before = last[0];
                  last[0] = freshet.processorSeconds();
                  return last[0] - before < IDLE * QUIET.toSeconds();
                })
            / 1e9
        - QUIET.toSeconds();
  }

  private double recall() {
    double sum = 0;
    for (int i = 0; i < ASKED; i++) {
      List<String> found = new ArrayList<>();
      freshet
          .api()
          .results(questions.get(i), "dense", FOUND)
          .forEach(
              one ->
                  found.add(
                      one.required("document").required("id").asText()
                          + "-"
                          + one.required("passage").required("ordinal").asInt()));
      sum += nearest.recall(i, found);
    }
    return sum / ASKED;
  }

  /** New documents, each text for the first time, through the whole line; and taken back. */
  private double[] cost() {
    List<Corpus.Text> flood = texts.subList(published, published + FLOOD);
    double processor = freshet.processorSeconds();
    int records = 2 * published;
    double seconds = FreshetRun.flood(freshet, flood, records);
    processor = freshet.processorSeconds() - processor;
    long characters = flood.stream().mapToLong(text -> text.text().length()).sum();
    takeBack(flood, records + FLOOD);
    published += FLOOD;
    return new double[] {processor * 1e6 / characters, seconds * 1e6 / characters};
  }

  /** Deletes them, and waits until they are gone. */
  private void takeBack(List<Corpus.Text> some, int records) {
    some.forEach(text -> freshet.publisher().delete(FreshetUnderTest.LIVE, text.id()));
    freshet.publisher().flush();
    freshet.awaitRetrievable(records + some.size(), Loads.LONG);
  }

  private static double mebibytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Scale::bytes).sum() / 1048576.0;
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
