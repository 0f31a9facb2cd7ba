package dev.freshet.evaluation.adapter;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code ./freshet train adapter} is told.
 *
 * @param folder the collection, or the dataset
 * @param dataset which of the two
 * @param out where the adapter goes
 * @param report where the page and the JSON go
 * @param seed all randomness is from it
 * @param curve whether it is also trained with fewer pairs
 * @param json whether the JSON is printed, and nothing else on standard output
 */
record TrainOptions(
    Path folder, boolean dataset, Path out, Path report, long seed, boolean curve, boolean json) {
  static final String USAGE =
      """
      Usage: ./freshet train adapter --collection DIR | --dataset DIR
               [--out FILE] [--seed N] [--report DIR] [--no-curve] [--json]
        --collection  corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR lays them out
        --dataset     pairs.train.jsonl and, for judging, pairs.test.jsonl,
                      as ./freshet dataset build writes them
        --out         where the adapter goes
        --seed        all randomness is from it (1): the same input and seed give the same file
        --report      where report.html and report.json go
        --no-curve    train only with all there is, not also with 50 to 1,000 pairs
        --json        print the figures as one JSON object
      """;

  /**
   * @param standard the folder for adapters and reports where none is given
   * @throws IllegalArgumentException saying what is wrong
   */
  static TrainOptions of(Path standard, String[] args) {
    if (args.length == 0 || !args[0].equals("adapter")) {
      throw new IllegalArgumentException("say what is to be trained: adapter");
    }
    Optional<Path> collection = Optional.empty();
    Optional<Path> dataset = Optional.empty();
    Optional<Path> out = Optional.empty();
    Optional<Path> report = Optional.empty();
    long seed = 1;
    boolean curve = true;
    boolean json = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--collection" -> collection = Optional.of(path(args, i++));
        case "--dataset" -> dataset = Optional.of(path(args, i++));
        case "--out" -> out = Optional.of(path(args, i++));
        case "--report" -> report = Optional.of(path(args, i++));
        case "--seed" -> seed = whole(args, i++);
        case "--no-curve" -> curve = false;
        case "--json" -> json = true;
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (collection.isPresent() == dataset.isPresent()) {
      throw new IllegalArgumentException("give either --collection or --dataset");
    }
    Path folder = collection.isPresent() ? collection.get() : dataset.orElseThrow();
    Path own = standard.resolve(folder.getFileName());
    return new TrainOptions(
        folder,
        dataset.isPresent(),
        out.orElse(own.resolve(folder.getFileName() + ".adapter")),
        report.orElse(own.resolve("report")),
        seed,
        curve,
        json);
  }

  private static Path path(String[] args, int at) {
    return Path.of(value(args, at)).toAbsolutePath().normalize();
  }

  private static long whole(String[] args, int at) {
    try {
      return Long.parseLong(value(args, at));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(args[at] + " wants a whole number", e);
    }
  }

  private static String value(String[] args, int at) {
    if (at + 1 == args.length) {
      throw new IllegalArgumentException(args[at] + " wants a value");
    }
    return args[at + 1];
  }
}
