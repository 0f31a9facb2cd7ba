package dev.freshet.evaluation.cutting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.quality.EvalOptions;
import dev.freshet.evaluation.quality.UnusableCollection;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    try {
      Path standard = Path.of(args[1]).toAbsolutePath().normalize().resolve("chunking");
      run(EvalOptions.of(standard, Arrays.copyOfRange(args, 2, args.length)));
    } catch (IllegalArgumentException | UnusableCollection e) {
      System.err.println("freshet eval chunking: " + e.getMessage() + "\n" + EvalOptions.USAGE);
      System.exit(2);
    }
    System.exit(0);
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
    Outcome.write(options.out(), CuttingReport.page(told), told);
    if (options.json()) {
      System.out.println(told);
    } else {
      print(told);
    }
    System.err.println("report: " + options.out().resolve("report.html"));
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
