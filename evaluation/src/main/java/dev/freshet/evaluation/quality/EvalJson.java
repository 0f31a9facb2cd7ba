package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.ranking.PairedTest;
import dev.freshet.evaluation.report.Outcome;
import java.util.Map;
import java.util.SequencedMap;

/** The figures as JSON: {@code modes} by name, each measure's mean and its standard error. */
final class EvalJson {
  private EvalJson() {}

  static ObjectNode of(Collection collection, long passages, SequencedMap<String, Scores> modes) {
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
    return root;
  }
}
