package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.report.Outcome;
import java.util.Map;
import java.util.SequencedMap;

/** The figures as JSON: {@code modes} by name, each measure's mean and its standard error. */
final class EvalJson {
  /** What each question came to, by mode: by it another run is compared. */
  static final String QUESTIONS = "ndcg@10";

  private EvalJson() {}

  static ObjectNode of(
      Collection collection,
      long passages,
      SequencedMap<String, Scores> modes,
      SequencedMap<String, Earlier.Moved> moved) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("collection", collection.name());
    root.put("documents", collection.documents().size());
    root.put("passages", passages);
    root.put("queries", collection.questions().size());
    ObjectNode byMode = root.putObject("modes");
    modes.forEach(
        (name, scores) -> {
          ObjectNode mode = byMode.putObject(name);
          scores.values().keySet().forEach(m -> mode.put(m, Outcome.rounded(scores.mean(m))));
          ObjectNode errors = mode.putObject("standardErrors");
          scores.values().keySet().forEach(m -> errors.put(m, Outcome.rounded(scores.error(m))));
        });
    ObjectNode comparisons = root.putObject("comparisons");
    against(root, moved);
    Scores hybrid = modes.get("hybrid");
    for (Map.Entry<String, Scores> other : modes.entrySet()) {
      if (!other.getKey().equals("hybrid")) {
        PairedTest test =
            PairedTest.of(
                hybrid.values().get(Scores.MAIN), other.getValue().values().get(Scores.MAIN));
        Outcome.compared(
            comparisons.putObject("hybrid-" + other.getKey()).put("measure", Scores.MAIN), test);
      }
    }
    each(root.putObject(QUESTIONS), modes);
    return root;
  }

  private static void against(ObjectNode root, SequencedMap<String, Earlier.Moved> moved) {
    if (!moved.isEmpty()) {
      ObjectNode against = root.putObject("against");
      moved.forEach(
          (mode, run) ->
              Outcome.compared(
                  against.putObject(mode).put("questions", run.questions().size()), run.test()));
    }
  }

  private static void each(ObjectNode node, SequencedMap<String, Scores> modes) {
    modes.forEach(
        (mode, scores) -> {
          double[] values = scores.values().get(Scores.MAIN);
          int at = 0;
          for (String question : scores.rankings().keySet()) {
            node.withObjectProperty(question).put(mode, Outcome.rounded(values[at++]));
          }
        });
  }
}
