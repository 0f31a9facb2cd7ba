package dev.freshet.evaluation.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What {@code ./freshet eval} and its further studies are told.
 *
 * @param collection the folder
 * @param data where the Freshet that is measured keeps its data from run to run
 * @param out where the page and the JSON go
 * @param json whether the JSON is printed, and nothing else on standard output
 * @param questions how many are asked at most; of more, always the same are chosen
 */
public record EvalOptions(Path collection, Path data, Path out, boolean json, int questions) {
  private static final int SEED = 7;

  /** How it is called. */
  public static final String USAGE =
      """
      Usage: ./freshet eval [answers | arms | freshness | chunking] --collection DIR [--json] [--questions N] [--data DIR] [--out DIR]
        --collection  corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR lays them out;
                      answers, arms: the same, each query with its "answers", and unanswerable.jsonl where there are such;
                      freshness: initial.jsonl, changes.jsonl and questions.jsonl; chunking: corpora/ and questions.csv
        arms takes more options, such as --endpoint: docs/evaluation.md
        --json        print the figures as one JSON object
        --questions   how many are asked at most, chosen at random but always the same
        --data        where what is embedded is kept, so that another run need not do it again
        --out         where report.html and report.json go
      """;

  /**
   * @param standard the folder for data and reports where none is given
   * @throws IllegalArgumentException saying what is wrong
   */
  public static EvalOptions of(Path standard, String[] args) {
    Optional<Path> collection = Optional.empty();
    Optional<Path> data = Optional.empty();
    Optional<Path> out = Optional.empty();
    boolean json = false;
    int questions = Integer.MAX_VALUE;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--collection" -> collection = Optional.of(value(args, i++));
        case "--data" -> data = Optional.of(value(args, i++));
        case "--out" -> out = Optional.of(value(args, i++));
        case "--json" -> json = true;
        case "--questions" -> questions = many(args, i++);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    Path folder =
        collection.orElseThrow(() -> new IllegalArgumentException("--collection is missing"));
    Path own = standard.resolve(folder.toAbsolutePath().normalize().getFileName());
    return new EvalOptions(
        folder,
        data.orElse(own.resolve("data")),
        out.orElse(own.resolve("report")),
        json,
        questions);
  }

  /** Of all the questions those that are asked, in their order. */
  public <T> List<T> chosen(List<T> all) {
    if (all.size() <= questions) {
      return List.copyOf(all);
    }
    List<Integer> places = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    Collections.shuffle(places, new Random(SEED));
    return places.subList(0, questions).stream().sorted().map(all::get).toList();
  }

  private static int many(String[] args, int at) {
    String value = at + 1 == args.length ? "" : args[at + 1];
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("--questions is \"" + value + "\": give a number from 1");
    }
    return Integer.parseInt(value);
  }

  private static Path value(String[] args, int at) {
    if (at + 1 == args.length) {
      throw new IllegalArgumentException(args[at] + " wants a value");
    }
    return Path.of(args[at + 1]).toAbsolutePath().normalize();
  }
}
