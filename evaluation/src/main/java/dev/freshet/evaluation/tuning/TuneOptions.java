package dev.freshet.evaluation.tuning;

import dev.freshet.evaluation.quality.EvalOptions;
import dev.freshet.evaluation.quality.OwnOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code ./freshet tune} is told.
 *
 * @param eval what it has in common with {@code ./freshet eval}
 * @param cuts to try, the default first
 * @param folds of the cross-validation, 2 to 20
 */
record TuneOptions(EvalOptions eval, List<Cut> cuts, int folds) {
  static final String USAGE =
      """
      Usage: ./freshet tune --collection DIR [--sizes N,N…] [--overlaps N,N…] [--folds N]
               [--questions N] [--json] [--data DIR] [--out DIR]
        --collection  corpus.jsonl, and queries.jsonl with qrels.tsv, as BEIR lays them out;
                      without queries.jsonl questions are made of the documents
        --sizes       passage.max-tokens to try (110,220,330,440); each is embedded anew
        --overlaps    passage.overlap-tokens to try with each (0,40)
        --folds       settings are chosen on all but one part of the questions and judged on it (5)
        --questions   how many are asked at most, chosen at random but always the same
        --json        print the figures as one JSON object
        --data        where what is embedded is kept, so that another run need not do it again
        --out         where tuned.properties, report.html and report.json go
      """;

  private static final String SIZES = "--sizes";
  private static final String OVERLAPS = "--overlaps";
  private static final String FOLDS = "--folds";
  private static final int MOST_FOLDS = 20;

  /**
   * @param standard the folder for data and reports where none is given
   * @throws IllegalArgumentException saying what is wrong
   */
  static TuneOptions of(Path standard, String[] args) {
    OwnOptions divided = OwnOptions.divide(List.of(args), Set.of(SIZES, OVERLAPS, FOLDS), Set.of());
    List<Integer> sizes = numbers(divided.own(), SIZES, "110,220,330,440");
    List<Integer> overlaps = numbers(divided.own(), OVERLAPS, "0,40");
    int folds = numbers(divided.own(), FOLDS, "5").getFirst();
    if (folds < 2 || folds > MOST_FOLDS) {
      throw new IllegalArgumentException("--folds is " + folds + ": give 2 to " + MOST_FOLDS);
    }
    Set<Cut> cuts = new LinkedHashSet<>();
    cuts.add(Cut.DEFAULT);
    for (int size : sizes) {
      overlaps.forEach(overlap -> cuts.add(new Cut(size, overlap)));
    }
    return new TuneOptions(
        EvalOptions.of(standard, divided.others().toArray(String[]::new)),
        List.copyOf(cuts),
        folds);
  }

  private static List<Integer> numbers(Map<String, String> own, String option, String standard) {
    String value = own.getOrDefault(option, standard);
    if (!value.matches("\\d{1,4}(,\\d{1,4})*")) {
      throw new IllegalArgumentException(
          option + " is \"" + value + "\": give whole numbers with commas between");
    }
    return Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
  }
}
