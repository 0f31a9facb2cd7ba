package dev.freshet.evaluation.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.ModelIdentity;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.failure.Refused;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.adapter.Material.Asked;
import dev.freshet.evaluation.adapter.Material.Shown;
import dev.freshet.evaluation.adapter.Study.Point;
import dev.freshet.evaluation.adapter.Trainer.Recipe;
import dev.freshet.evaluation.adapter.Trainer.Trained;
import dev.freshet.evaluation.quality.Progress;
import dev.freshet.evaluation.quality.UnusableCollection;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./freshet train adapter}: trains an adapter for the bundled model, and says what it is
 * worth. Exit codes: 0 done, whether or not it helps; 2 wrong options or material.
 */
public final class TrainMain {
  private TrainMain() {}

  /**
   * @param args the repository, the folder for adapters, vectors and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused, InterruptedException {
    try {
      Path standard = Path.of(args[1]).toAbsolutePath().normalize();
      run(standard, TrainOptions.of(standard, Arrays.copyOfRange(args, 2, args.length)));
    } catch (IllegalArgumentException | UnusableCollection e) {
      System.err.println("freshet train: " + e.getMessage() + "\n" + TrainOptions.USAGE);
      System.exit(2);
    }
    System.exit(0);
  }

  private static void run(Path standard, TrainOptions options)
      throws IOException, Refused, InterruptedException {
    Findings findings;
    try (Embedder model = OnnxEmbedder.open(OnnxSettings.bundled(standard.resolve("model")))) {
      Material material =
          options.dataset()
              ? MaterialReader.dataset(options.folder())
              : MaterialReader.collection(options.folder(), model);
      Space space = space(material, new Vectors(standard.resolve("vectors"), model));
      findings = learn(space, model.identity(), options);
    }
    write(options, findings);
  }

  private static Space space(Material material, Vectors vectors)
      throws IOException, Refused, InterruptedException {
    return new Space(
        material,
        vectors.of(
            material.questions().stream().map(Asked::text).toList(),
            Purpose.QUERY,
            new Progress("questions embedded")::told),
        vectors.of(
            material.passages().stream().map(Shown::text).toList(),
            Purpose.PASSAGE,
            new Progress("passages embedded")::told));
  }

  /** Trains with fewer pairs and more, then what is to be deployed. */
  static Findings learn(Space space, ModelIdentity model, TrainOptions options) {
    Study study = new Study(space, Recipe.DEFAULT, options.seed());
    List<Point> points = new ArrayList<>();
    for (int size : options.curve() ? study.sizes() : List.of(Study.ALL)) {
      String pairs = size == Study.ALL ? "all" : Integer.toString(size);
      points.add(study.point(size, new Progress("trained with " + pairs + " pairs,")::told));
    }
    System.err.println("training what is deployed");
    Trained last = study.last();
    return new Findings(
        space.material(),
        options.seed(),
        List.copyOf(points),
        last,
        Adapter.of(model, last.columns()));
  }

  private static void write(TrainOptions options, Findings findings) throws IOException {
    Files.createDirectories(options.out().getParent());
    findings.adapter().write(options.out());
    ObjectNode told = findings.json();
    Outcome.write(options.report(), FindingsPage.of(findings), told);
    if (options.json()) {
      System.out.println(told);
    } else {
      System.out.println(findings.verdict());
      System.out.println("adapter: " + options.out());
      System.out.println("report:  " + options.report().resolve("report.html"));
    }
  }
}
