package dev.freshet.evaluation.arms;

import dev.freshet.evaluation.arms.Model.Prices;
import dev.freshet.evaluation.quality.OwnOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ./freshet eval arms} is told besides what all studies are.
 *
 * @param base the model of RAG
 * @param tuned the model of the other two arms
 * @param trained what is known of its training; empty: nothing
 * @param dataset what it was trained on; empty: not told
 */
record ArmsOptions(Model base, Model tuned, Optional<Trained> trained, Optional<Path> dataset) {
  static final String USAGE =
      """
      Of arms, besides:
        --endpoint URL        the base model's OpenAI-compatible endpoint; stand-in: a small one in the process, which is no model
        --model NAME          the base model
        --tuned-model NAME    the tuned model; with --trained the one that it names
        --tuned-endpoint URL  where the tuned model is (--endpoint)
        --tuned-prices P,C    what a million tokens of its prompts and of its texts cost (FRESHET_ANSWER_PRICE_PROMPT, …_COMPLETION)
        --trained FILE        the model.json that deploy/finetune wrote
        --dataset DIR         what it was trained on, as ./freshet dataset build --format chat wrote it
      """;

  /** Stands where an endpoint is named. */
  static final String STAND_IN = "stand-in";

  private static final Set<String> OWN =
      Set.of(
          "--endpoint",
          "--model",
          "--tuned-model",
          "--tuned-endpoint",
          "--tuned-prices",
          "--trained",
          "--dataset");

  /** Takes out what is meant for this study. */
  static OwnOptions divide(List<String> args) {
    return OwnOptions.divide(args, OWN, Set.of());
  }

  /** Whether the stand-in takes the place of both models. */
  boolean standIn() {
    return base.endpoint().equals(STAND_IN);
  }

  /** The same with both models at another endpoint. */
  ArmsOptions at(String endpoint) {
    return new ArmsOptions(base.at(endpoint), tuned.at(endpoint), trained, dataset);
  }

  /**
   * @param own by their name
   * @throws IllegalArgumentException saying what is wrong
   * @throws dev.freshet.evaluation.quality.UnusableCollection where model.json is of no use
   */
  static ArmsOptions of(Map<String, String> own) throws IOException {
    for (Map.Entry<String, String> one : own.entrySet()) {
      if (one.getValue().isBlank()) {
        throw new IllegalArgumentException(one.getKey() + " wants a value");
      }
    }
    String endpoint = required(own, "--endpoint");
    boolean standIn = endpoint.equals(STAND_IN);
    Optional<Trained> trained = Optional.empty();
    if (own.containsKey("--trained")) {
      trained = Optional.of(Trained.read(Path.of(own.get("--trained"))));
    }
    if (standIn && (own.containsKey("--tuned-endpoint") || trained.isPresent())) {
      throw new IllegalArgumentException(
          "--tuned-endpoint and --trained are of real models: leave them out with the stand-in");
    }
    String base = standIn ? StandIn.BASE : required(own, "--model");
    String tuned = standIn ? StandIn.TUNED : tuned(own, trained);
    return new ArmsOptions(
        new Model(endpoint, base, Optional.empty()),
        new Model(own.getOrDefault("--tuned-endpoint", endpoint), tuned, prices(own)),
        trained,
        Optional.ofNullable(own.get("--dataset")).map(Path::of));
  }

  private static String tuned(Map<String, String> own, Optional<Trained> trained) {
    if (trained.isEmpty()) {
      return required(own, "--tuned-model");
    }
    String model = trained.get().model();
    if (!own.getOrDefault("--tuned-model", model).equals(model)) {
      throw new IllegalArgumentException(
          "--trained tells of the model " + model + ", --tuned-model names another");
    }
    return model;
  }

  private static Optional<Prices> prices(Map<String, String> own) {
    String text = own.get("--tuned-prices");
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?,\\d{1,6}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException(
          "--tuned-prices is \"" + text + "\": give two numbers with a comma, such as 0.3,1.2");
    }
    String[] both = text.split(",", -1);
    return Optional.of(new Prices(Double.parseDouble(both[0]), Double.parseDouble(both[1])));
  }

  private static String required(Map<String, String> own, String name) {
    String value = own.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
