package dev.freshet.query.completion;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the language model is.
 *
 * @param endpoint the address of its chat completions; empty: there is none
 * @param model its name
 * @param key a bearer key; empty for none; never printed
 * @param dialect which fields its requests have
 * @param connectTimeout to connect
 * @param attempts tries of a request before its first piece, the first included
 */
public record CompletionSettings(
    Optional<URI> endpoint,
    String model,
    String key,
    Dialect dialect,
    Duration connectTimeout,
    int attempts) {
  /** Which fields a request has. */
  public enum Dialect {
    /** {@code max_tokens}, and temperature 0. */
    CLASSIC,
    /** {@code max_completion_tokens} and no temperature, as models that reason first want it. */
    REASONING
  }

  public static final Setting<String> ENDPOINT =
      Setting.text(
          "answer.endpoint",
          "",
          "An OpenAI-compatible endpoint, such as http://localhost:11434/v1; empty: answers are"
              + " extracts.");
  public static final Setting<String> MODEL =
      Setting.text("answer.model", "", "The language model's name at the endpoint.");
  public static final Setting<String> KEY =
      Setting.secret("answer.api-key", "The endpoint's bearer key.");
  public static final Setting<Dialect> DIALECT =
      Setting.choice(
          "answer.dialect",
          Dialect.class,
          Dialect.CLASSIC,
          "Classic: max_tokens and temperature 0; reasoning: max_completion_tokens alone.");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration(
          "answer.connect-timeout",
          "3s",
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long connecting to the endpoint may take.");
  public static final Setting<Integer> ATTEMPTS =
      Setting.integer(
          "answer.attempts", 3, 1, 10, "Tries of a request to the endpoint, before any text came.");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(ENDPOINT, MODEL, KEY, DIALECT, CONNECT_TIMEOUT, ATTEMPTS);

  private static final String PATH = "/chat/completions";

  /** Reads them; an address that is none, or one without a model, is noted as a problem. */
  public static CompletionSettings of(Settings settings) {
    Optional<URI> endpoint = endpoint(settings);
    String model = settings.get(MODEL);
    if (endpoint.isPresent() && model.isBlank()) {
      settings.problem(MODEL.key() + " is empty: name the model that answer.endpoint is to use");
    }
    String key = settings.get(KEY);
    if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
      settings.problem(KEY.key() + " has blanks or letters that no header may have");
      key = "";
    }
    return new CompletionSettings(
        endpoint,
        model,
        key,
        settings.get(DIALECT),
        settings.get(CONNECT_TIMEOUT),
        settings.get(ATTEMPTS));
  }

  private static Optional<URI> endpoint(Settings settings) {
    String text = settings.get(ENDPOINT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("https?://[^\\s/?#@]+[^\\s?#]*")) {
      settings.problem(
          ENDPOINT.key()
              + " is \""
              + text.replaceAll("//[^/]*@", "//…@")
              + "\": give an address such as http://localhost:11434/v1");
      return Optional.empty();
    }
    try {
      return Optional.of(URI.create(whole(text.replaceFirst("/+$", ""))));
    } catch (IllegalArgumentException _) {
      settings.problem(ENDPOINT.key() + " is no address: percent-encode what is special in it");
      return Optional.empty();
    }
  }

  /**
   * An address with its version is a base as OpenAI's clients take it; one without is the server.
   */
  private static String whole(String base) {
    if (base.endsWith(PATH)) {
      return base;
    }
    return base.matches(".*/v\\d+[a-z]*") ? base + PATH : base + "/v1" + PATH;
  }

  @Override
  public String toString() {
    return "CompletionSettings[" + endpoint + ", " + model + "]";
  }
}
