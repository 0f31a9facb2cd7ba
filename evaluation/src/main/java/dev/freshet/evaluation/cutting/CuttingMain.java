package dev.freshet.evaluation.cutting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.quality.EvalCommand;
import dev.freshet.evaluation.quality.EvalOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./freshet eval chunking --collection DIR [--json]}: how well documents are cut. Exit
 * codes: 0 done, 2 wrong options or collection.
 */
public final class CuttingMain {
  /** The default, a short one, and as long as the model takes. */
  private static final List<Integer> TOKENS = List.of(220, 110, 440);

  private CuttingMain() {}

  /**
   * @param args the repository, the folder for reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    EvalCommand.run("chunking", args, (_, options) -> run(options));
  }

  private static void run(EvalOptions options) throws IOException, Refused {
    SpanCollection whole = SpanCollection.read(options.collection());
    SpanCollection collection =
        new SpanCollection(whole.name(), whole.texts(), options.chosen(whole.questions()));
    List<CuttingReport.Pair> pairs = new ArrayList<>();
    try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      CuttingStudy study = new CuttingStudy(collection, embedder);
      for (int tokens : TOKENS) {
        SpanScores ours = study.of(new FreshetCutter(embedder, tokens));
        Cutter recursive = RecursiveCutter.ofMean(collection.texts().values(), ours.characters());
        pairs.add(new CuttingReport.Pair(ours, study.of(recursive)));
      }
    }
    ObjectNode told = CuttingReport.json(collection, pairs);
    EvalCommand.tell(options, CuttingReport.page(told), told, () -> print(told));
  }

  private static void print(ObjectNode told) {
    for (JsonNode one : told.get("cutters")) {
      System.out.printf(
          Locale.ROOT,
          "%-42s %5d passages of %5.0f",
          one.get("name").asText(),
          one.get("passages").asInt(),
          one.get("meanCharacters").asDouble());
      for (String measure :
          List.of("dense.recall", "dense.iou", "hybrid.recall", "hybrid.iou", "ideal.iou")) {
        System.out.printf(Locale.ROOT, "  %s %.4f", measure, one.get(measure).asDouble());
      }
      System.out.println();
    }
  }
}
