package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.EvalCommand;
import dev.freshet.evaluation.quality.EvalOptions;
import dev.freshet.evaluation.quality.Filling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * {@code ./freshet eval answers --collection DIR [--json]}: how good answers are. Exit codes: 0
 * done, 2 wrong options or collection.
 */
public final class AnsweringMain {
  private AnsweringMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    EvalCommand.run("answers", args, AnsweringMain::run);
  }

  private static void run(Path repository, EvalOptions options) throws IOException, Refused {
    QuestionSet set = QuestionSet.read(options.collection());
    Files.createDirectories(options.data());
    List<Told> all = new ArrayList<>();
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, options.data())) {
      System.err.println("starting Freshet on " + options.data());
      freshet.start();
      Filling.publish(freshet, set.collection().documents());
      Asking asking = Asking.of(freshet.api());
      all.addAll(asking.all("answerable questions", options.chosen(set.answerable())));
      all.addAll(asking.all("unanswerable questions", options.chosen(set.unanswerable())));
    }
    SequencedMap<String, Double> figures;
    try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      figures = Figures.of(all, embedder);
    }
    ObjectNode told = AnsweringReport.json(set, all, figures);
    EvalCommand.tell(
        options,
        AnsweringReport.page(told, all),
        told,
        () ->
            figures.forEach(
                (name, value) -> System.out.printf(Locale.ROOT, "%-22s %.4f%n", name, value)));
  }
}
