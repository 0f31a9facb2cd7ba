package dev.freshet.evaluation.quality;

import dev.freshet.common.ranking.Measures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What one mode came to, question by question.
 *
 * @param rankings the documents found, best first, by question
 * @param values by the measure's name, one value a question in the order of the rankings
 */
record Scores(SequencedMap<String, List<String>> rankings, SequencedMap<String, double[]> values) {
  /** The measure by which two modes are compared. */
  static final String MAIN = "ndcg@10";

  private interface Measure {
    double of(List<String> ranking, Map<String, Integer> grades);
  }

  private static SequencedMap<String, Measure> measures() {
    SequencedMap<String, Measure> all = new LinkedHashMap<>();
    all.put(MAIN, (r, g) -> Measures.ndcg(r, g, 10));
    all.put("recall@10", (r, g) -> Measures.recall(r, g, 10));
    all.put("recall@100", (r, g) -> Measures.recall(r, g, 100));
    all.put("mrr@10", (r, g) -> Measures.reciprocalRank(r, g, 10));
    all.put("map", Measures::averagePrecision);
    return all;
  }

  static Scores of(
      SequencedMap<String, List<String>> rankings, Map<String, Map<String, Integer>> judgements) {
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    measures()
        .forEach(
            (name, measure) -> {
              List<Double> each = new ArrayList<>();
              rankings.forEach(
                  (question, ranking) -> each.add(measure.of(ranking, judgements.get(question))));
              values.put(name, each.stream().mapToDouble(v -> v).toArray());
            });
    return new Scores(rankings, values);
  }

  double mean(String measure) {
    double sum = 0;
    for (double value : values.get(measure)) {
      sum += value;
    }
    return sum / values.get(measure).length;
  }

  /** The standard error of the mean over questions. */
  double error(String measure) {
    double[] each = values.get(measure);
    double mean = mean(measure);
    double squares = 0;
    for (double value : each) {
      squares += (value - mean) * (value - mean);
    }
    return each.length < 2 ? 0 : Math.sqrt(squares / (each.length - 1) / each.length);
  }
}
