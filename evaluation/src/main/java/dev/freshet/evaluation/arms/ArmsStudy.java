package dev.freshet.evaluation.arms;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.answering.Asking;
import dev.freshet.evaluation.answering.QuestionSet.Question;
import dev.freshet.evaluation.answering.Told;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.Filling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Asks the three arms the same questions, one arm after the other. RAG and hybrid are one Freshet
 * on one folder, started with one model and then with the other, so that only the model differs.
 *
 * @param repository where {@code ./freshet} and {@code deploy/finetune} stand
 * @param data for Freshet's data, which is kept
 * @param surroundings environment variables, besides those of this process
 * @param documents that are retrieved from
 * @param answerable questions
 * @param unanswerable questions
 * @param random makes the facts that each is to take in: new ones, for what was known is soon known
 */
record ArmsStudy(
    Path repository,
    Path data,
    Map<String, String> surroundings,
    List<Corpus.Text> documents,
    List<Question> answerable,
    List<Question> unanswerable,
    RandomGenerator random) {

  /** What the tuned model is told where it is asked without sources, in training and here. */
  private static final Path WITHOUT_SOURCES = Path.of("deploy", "finetune", "without-sources.txt");

  /**
   * Runs it.
   *
   * @param options with real endpoints
   */
  Compared run(ArmsOptions options, Embedder embedder) throws IOException, Refused {
    Map<Arm, List<Told>> told = new EnumMap<>(Arm.class);
    Map<Arm, TakenIn> takenIn = new EnumMap<>(Arm.class);
    told.put(Arm.FINE_TUNED, alone(options.tuned()));
    takenIn.put(Arm.FINE_TUNED, training(options.trained()));
    for (Arm arm : List.of(Arm.RAG, Arm.HYBRID)) {
      Model model = arm == Arm.RAG ? options.base() : options.tuned();
      Map<String, String> environment = new HashMap<>(surroundings);
      environment.putAll(model.environment());
      try (FreshetUnderTest freshet = new FreshetUnderTest(repository, data, environment)) {
        System.err.println("starting Freshet with " + model.name() + " on " + data);
        freshet.start();
        Filling.publish(freshet, documents);
        told.put(arm, ask(arm, Asking.of(freshet.api())));
        takenIn.put(arm, new NewFacts(random).measure(freshet));
      }
    }
    return Compared.of(told, takenIn, embedder);
  }

  private List<Told> alone(Model model) throws IOException {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(surroundings);
    String system = Files.readString(repository.resolve(WITHOUT_SOURCES)).strip();
    try (Alone alone = new Alone(model.settings(all), system)) {
      return ask(Arm.FINE_TUNED, alone);
    }
  }

  private List<Told> ask(Arm arm, Asking asking) {
    return Stream.concat(
            asking.all(arm.id() + ": answerable questions", answerable).stream(),
            asking.all(arm.id() + ": unanswerable questions", unanswerable).stream())
        .toList();
  }

  private static TakenIn training(Optional<Trained> trained) {
    return trained.isPresent()
        ? new TakenIn.Training(trained.get().seconds())
        : new TakenIn.Unknown();
  }
}
