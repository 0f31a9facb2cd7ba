package dev.freshet.evaluation.quality;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code ./freshet eval} is told.
 *
 * @param collection the folder
 * @param data where the Freshet that is measured keeps its data from run to run
 * @param out where the page and the JSON go
 * @param json whether the JSON is printed, and nothing else on standard output
 */
record EvalOptions(Path collection, Path data, Path out, boolean json) {
  static final String USAGE =
      """
      Usage: ./freshet eval --collection DIR [--json] [--data DIR] [--out DIR]
        --collection  corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR lays them out
        --json        print the figures as one JSON object
        --data        where what is embedded is kept, so that another run need not do it again
        --out         where report.html and report.json go
      """;

  /**
   * @param standard the folder for data and reports where none is given
   * @throws IllegalArgumentException saying what is wrong
   */
  static EvalOptions of(Path standard, String[] args) {
    Optional<Path> collection = Optional.empty();
    Optional<Path> data = Optional.empty();
    Optional<Path> out = Optional.empty();
    boolean json = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--collection" -> collection = Optional.of(value(args, i++));
        case "--data" -> data = Optional.of(value(args, i++));
        case "--out" -> out = Optional.of(value(args, i++));
        case "--json" -> json = true;
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    Path folder =
        collection.orElseThrow(() -> new IllegalArgumentException("--collection is missing"));
    Path own = standard.resolve(folder.toAbsolutePath().normalize().getFileName());
    return new EvalOptions(
        folder, data.orElse(own.resolve("data")), out.orElse(own.resolve("report")), json);
  }

  private static Path value(String[] args, int at) {
    if (at + 1 == args.length) {
      throw new IllegalArgumentException(args[at] + " wants a value");
    }
    return Path.of(args[at + 1]).toAbsolutePath().normalize();
  }
}
