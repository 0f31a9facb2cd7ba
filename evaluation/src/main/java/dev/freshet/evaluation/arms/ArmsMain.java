package dev.freshet.evaluation.arms;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.settings.InvalidSettings;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.answering.QuestionSet;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.quality.EvalCommand;
import dev.freshet.evaluation.quality.EvalOptions;
import dev.freshet.evaluation.quality.OwnOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * {@code ./freshet eval arms --collection DIR --endpoint URL --model NAME --tuned-model NAME}: RAG,
 * a fine-tuned model and both together, compared. Exit codes: 0 done, 2 wrong options or
 * collection.
 */
public final class ArmsMain {
  private ArmsMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    OwnOptions divided = ArmsOptions.divide(List.of(args));
    EvalCommand.run(
        "arms",
        divided.others().toArray(String[]::new),
        ArmsOptions.USAGE,
        (repository, options) -> run(repository, options, divided.own()));
  }

  private static void run(Path repository, EvalOptions options, Map<String, String> own)
      throws IOException, Refused {
    ArmsOptions arms = options(own);
    QuestionSet set = QuestionSet.read(options.collection());
    List<Question> asked = options.chosen(set.answerable());
    Optional<Lessons> lessons = lessons(arms, set, asked);
    Setup setup = new Setup(set.collection().name(), arms, lessons, asked);
    Files.createDirectories(options.data());
    ArmsStudy study =
        new ArmsStudy(
            repository,
            options.data(),
            Map.of(),
            set.collection().documents(),
            asked,
            options.chosen(set.unanswerable()),
            new Random());
    Compared compared = compared(study, arms, lessons);
    EvalCommand.tell(
        options,
        ArmsPage.of(setup, compared),
        ArmsJson.of(setup, compared),
        () -> print(setup, compared));
  }

  /** What is wrong with the settings is as wrong as an option, and told alike. */
  private static ArmsOptions options(Map<String, String> own) throws IOException {
    try {
      ArmsOptions options = ArmsOptions.of(own);
      ArmsOptions real = options.standIn() ? options.at("http://localhost:1/v1") : options;
      real.base().settings(System.getenv());
      real.tuned().settings(System.getenv());
      return options;
    } catch (InvalidSettings e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Optional<Lessons> lessons(ArmsOptions arms, QuestionSet set, List<Question> asked)
      throws IOException {
    if (arms.dataset().isPresent()) {
      return Optional.of(Lessons.dataset(arms.dataset().get()));
    }
    if (!arms.standIn()) {
      return Optional.empty();
    }
    Set<Question> chosen = new HashSet<>(asked);
    return Optional.of(
        Lessons.questions(
            set.answerable().stream().filter(question -> !chosen.contains(question)).toList()));
  }

  private static Compared compared(ArmsStudy study, ArmsOptions arms, Optional<Lessons> lessons)
      throws IOException, Refused {
    try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      if (!arms.standIn()) {
        return study.run(arms, embedder);
      }
      System.err.println(StandIn.NOTICE);
      try (StandIn standIn = new StandIn(lessons.orElseThrow(), _ -> {})) {
        return study.run(arms.at(standIn.endpoint()), embedder);
      }
    }
  }

  private static void print(Setup setup, Compared compared) {
    setup.notices(compared.priced()).forEach(System.out::println);
    System.out.printf("%-22s", "");
    for (Arm arm : Arm.values()) {
      System.out.printf("%12s", arm.id());
    }
    for (String name : compared.figures().get(Arm.RAG).keySet()) {
      System.out.printf("%n%-22s", name);
      for (Arm arm : Arm.values()) {
        System.out.printf(Locale.ROOT, "%12.4f", compared.figures().get(arm).get(name));
      }
    }
    System.out.printf("%n%-22s", "newFactSeconds");
    for (Arm arm : Arm.values()) {
      var seconds = compared.takenIn().get(arm).seconds();
      System.out.printf(
          "%12s",
          seconds.isPresent()
              ? String.format(Locale.ROOT, "%.3f", seconds.getAsDouble())
              : "not known");
    }
    System.out.println();
    for (Compared.Difference one : compared.differences()) {
      System.out.printf(
          Locale.ROOT,
          "%-26s %+.4f, p = %.4f%n",
          one.measure().id() + " " + one.one().id() + "−" + one.other().id(),
          one.test().difference(),
          one.test().p());
    }
  }
}
