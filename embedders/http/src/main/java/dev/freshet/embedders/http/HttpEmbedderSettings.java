package dev.freshet.embedders.http;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the endpoint is and how patiently it is asked.
 *
 * @param url its base, to which the protocol's path is added
 * @param model the model's name, sent to OpenAI-compatible endpoints, and the identity's name
 * @param key a bearer key; empty for none; never printed
 * @param dimensions asked of OpenAI-compatible endpoints; 0 for the model's own
 * @param maxTokens the model's longest input
 * @param callers requests at once
 * @param batchTexts texts in a request
 * @param batchCharacters characters in a request; a single text may exceed it
 * @param connectTimeout to connect
 * @param requestTimeout for one answer
 * @param attempts tries of a request, the first included
 * @param totalTime of all tries of a request together
 * @param queryPrefix put before queries
 * @param passagePrefix put before passages
 */
public record HttpEmbedderSettings(
    URI url,
    String model,
    String key,
    int dimensions,
    int maxTokens,
    int callers,
    int batchTexts,
    int batchCharacters,
    Duration connectTimeout,
    Duration requestTimeout,
    int attempts,
    Duration totalTime,
    String queryPrefix,
    String passagePrefix) {

  public static final Setting<String> URL =
      Setting.text(
          "embedder.http.url", "http://localhost:8080", "The endpoint's base, without /v1.");
  public static final Setting<String> MODEL =
      Setting.text("embedder.http.model", "default", "The model's name.");
  public static final Setting<String> KEY =
      Setting.secret("embedder.http.key", "The endpoint's bearer key.");
  public static final Setting<Integer> DIMENSIONS =
      Setting.integer(
          "embedder.http.dimensions", 0, 0, 16384, "Dimensions to ask for; 0 for the model's own.");
  public static final Setting<Integer> MAX_TOKENS =
      Setting.integer(
          "embedder.http.max-tokens", 512, 8, 131072, "The model's longest input in tokens.");
  public static final Setting<Integer> CALLERS =
      Setting.integer("embedder.http.callers", 4, 1, 256, "Requests at once.");
  public static final Setting<Integer> BATCH_TEXTS =
      Setting.integer("embedder.http.batch-texts", 16, 1, 2048, "Texts in a request.");
  public static final Setting<Integer> BATCH_CHARACTERS =
      Setting.integer(
          "embedder.http.batch-characters", 65536, 256, 10_000_000, "Characters in a request.");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration(
          "embedder.http.connect-timeout",
          "2s",
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long connecting may take.");
  public static final Setting<Duration> REQUEST_TIMEOUT =
      Setting.duration(
          "embedder.http.request-timeout",
          "30s",
          Duration.ofMillis(10),
          Duration.ofMinutes(10),
          "How long an answer may take.");
  public static final Setting<Integer> ATTEMPTS =
      Setting.integer("embedder.http.attempts", 4, 1, 20, "Tries of a request.");
  public static final Setting<Duration> TOTAL_TIME =
      Setting.duration(
          "embedder.http.total-time",
          "1m",
          Duration.ofMillis(10),
          Duration.ofHours(1),
          "How long all tries of a request may take together.");
  public static final Setting<String> QUERY_PREFIX =
      Setting.text("embedder.http.query-prefix", "", "Put before queries, such as \"query: \".");
  public static final Setting<String> PASSAGE_PREFIX =
      Setting.text(
          "embedder.http.passage-prefix", "", "Put before passages, such as \"passage: \".");

  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      List.of(
          URL,
          MODEL,
          KEY,
          DIMENSIONS,
          MAX_TOKENS,
          CALLERS,
          BATCH_TEXTS,
          BATCH_CHARACTERS,
          CONNECT_TIMEOUT,
          REQUEST_TIMEOUT,
          ATTEMPTS,
          TOTAL_TIME,
          QUERY_PREFIX,
          PASSAGE_PREFIX);

  /** Reads them; an address that is none is noted as a problem. */
  public static HttpEmbedderSettings of(Settings settings) {
    return new HttpEmbedderSettings(
        url(settings),
        settings.get(MODEL),
        settings.get(KEY),
        settings.get(DIMENSIONS),
        settings.get(MAX_TOKENS),
        settings.get(CALLERS),
        settings.get(BATCH_TEXTS),
        settings.get(BATCH_CHARACTERS),
        settings.get(CONNECT_TIMEOUT),
        settings.get(REQUEST_TIMEOUT),
        settings.get(ATTEMPTS),
        settings.get(TOTAL_TIME),
        settings.get(QUERY_PREFIX),
        settings.get(PASSAGE_PREFIX));
  }

  private static URI url(Settings settings) {
    String text = settings.get(URL);
    if (text.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
      return URI.create(text.replaceFirst("/+$", ""));
    }
    settings.problem(URL.key() + " is \"" + text + "\": give an address such as " + URL.fallback());
    return URI.create(URL.fallback());
  }

  @Override
  public String toString() {
    return "HttpEmbedderSettings[" + url + ", " + model + "]";
  }
}
