package dev.freshet.evaluation.answering;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.EvalOptions;
import dev.freshet.evaluation.quality.Filling;
import dev.freshet.evaluation.quality.Progress;
import dev.freshet.evaluation.quality.UnusableCollection;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    try {
      Path repository = Path.of(args[0]).toAbsolutePath().normalize();
      Path standard = Path.of(args[1]).toAbsolutePath().normalize().resolve("answers");
      run(repository, EvalOptions.of(standard, Arrays.copyOfRange(args, 2, args.length)));
    } catch (IllegalArgumentException | UnusableCollection e) {
      System.err.println("freshet eval answers: " + e.getMessage() + "\n" + EvalOptions.USAGE);
      System.exit(2);
    }
    System.exit(0);
  }

  private static void run(Path repository, EvalOptions options) throws IOException, Refused {
    QuestionSet set = QuestionSet.read(options.collection());
    Files.createDirectories(options.data());
    List<Told> all = new ArrayList<>();
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, options.data())) {
      System.err.println("starting Freshet on " + options.data());
      freshet.start();
      Filling.publish(freshet, set.collection().documents());
      ask(freshet, "answerable questions", options.chosen(set.answerable()), all);
      ask(freshet, "unanswerable questions", options.chosen(set.unanswerable()), all);
    }
    SequencedMap<String, Double> figures;
    try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      figures = Figures.of(all, embedder);
    }
    ObjectNode told = AnsweringReport.json(set, all, figures);
    Outcome.write(options.out(), AnsweringReport.page(told, all), told);
    if (options.json()) {
      System.out.println(told);
    } else {
      figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-22s %.4f%n", name, value));
    }
    System.err.println("report: " + options.out().resolve("report.html"));
  }

  private static void ask(
      FreshetUnderTest freshet, String what, List<Question> questions, List<Told> all) {
    Progress progress = new Progress(what);
    int asked = 0;
    for (Question question : questions) {
      ObjectNode body = new ObjectMapper().createObjectNode().put("query", question.text());
      long start = System.nanoTime();
      var answer = freshet.api().answer(body);
      all.add(Told.of(question, answer, (System.nanoTime() - start) / 1e6));
      progress.told(++asked, questions.size());
    }
  }
}
