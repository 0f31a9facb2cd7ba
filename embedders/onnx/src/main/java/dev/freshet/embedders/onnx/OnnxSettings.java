package dev.freshet.embedders.onnx;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which model runs and where its unpacked files lie.
 *
 * @param name the model as a person knows it
 * @param model its ONNX file; empty for the bundled bge-small-en-v1.5 in int8
 * @param tokenizer its tokenizer.json; given exactly where a model is
 * @param cacheDirectory where native libraries and the bundled model are unpacked once; made if
 *     missing
 * @param callers how many runs at once, 1 to 256
 * @param maxTokens the longest input in tokens, its start and end marks included, 8 to 8192
 * @param pooling how rows become a vector
 * @param queryPrefix put before queries
 * @param passagePrefix put before passages
 */
public record OnnxSettings(
    String name,
    Optional<Path> model,
    Optional<Path> tokenizer,
    Path cacheDirectory,
    int callers,
    int maxTokens,
    Pooling pooling,
    String queryPrefix,
    String passagePrefix) {

  /** What BGE's model card (v1.5, English) puts before a query. */
  public static final String BGE_QUERY_PREFIX =
      "Represent this sentence for searching relevant passages: ";

  private static final int MOST_CALLERS = 256;

  public static final Setting<String> NAME =
      Setting.text(
          "embedder.onnx.name", "bge-small-en-v1.5-int8", "The model's name, as shown to people.");
  public static final Setting<String> MODEL =
      Setting.text("embedder.onnx.model", "", "An ONNX file; empty for the bundled model.");
  public static final Setting<String> TOKENIZER =
      Setting.text("embedder.onnx.tokenizer", "", "The tokenizer.json that belongs to the model.");
  public static final Setting<String> CACHE_DIRECTORY =
      Setting.text(
          "embedder.onnx.cache-directory",
          "",
          "Where native libraries and the model are unpacked once (80 MB); empty for .cache/freshet"
              + " under the home directory.");
  public static final Setting<Integer> CALLERS =
      Setting.integer(
          "embedder.onnx.callers",
          0,
          0,
          MOST_CALLERS,
          "How many texts are embedded at once; 0 for as many as there are processors.");
  public static final Setting<Integer> MAX_TOKENS =
      Setting.integer(
          "embedder.onnx.max-tokens", 512, 8, 8192, "The model's longest input in tokens.");
  public static final Setting<Pooling> POOLING =
      Setting.choice(
          "embedder.onnx.pooling", Pooling.class, Pooling.CLS, "How rows become one vector.");
  public static final Setting<String> QUERY_PREFIX =
      Setting.text("embedder.onnx.query-prefix", BGE_QUERY_PREFIX, "Put before every query.");
  public static final Setting<String> PASSAGE_PREFIX =
      Setting.text("embedder.onnx.passage-prefix", "", "Put before every passage.");

  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL =
      List.of(
          NAME,
          MODEL,
          TOKENIZER,
          CACHE_DIRECTORY,
          CALLERS,
          MAX_TOKENS,
          POOLING,
          QUERY_PREFIX,
          PASSAGE_PREFIX);

  /**
   * @throws IllegalArgumentException when a model comes without its tokenizer, or the reverse, or a
   *     number is out of range
   */
  public OnnxSettings {
    if (model.isPresent() != tokenizer.isPresent()) {
      throw new IllegalArgumentException(
          "give both embedder.onnx.model and embedder.onnx.tokenizer, or neither");
    }
    if (callers < 1 || callers > MOST_CALLERS) {
      throw new IllegalArgumentException("callers is " + callers + ": give 1 to " + MOST_CALLERS);
    }
    if (maxTokens < 8 || maxTokens > 8192) {
      throw new IllegalArgumentException("maxTokens is " + maxTokens + ": give 8 to 8192");
    }
  }

  /** Reads them. A model without its tokenizer is noted as a problem and neither is taken. */
  public static OnnxSettings of(Settings settings) {
    Optional<Path> model = path(settings.get(MODEL));
    Optional<Path> tokenizer = path(settings.get(TOKENIZER));
    boolean both = model.isPresent() == tokenizer.isPresent();
    if (!both) {
      settings.problem("give both embedder.onnx.model and embedder.onnx.tokenizer, or neither");
    }
    int callers = settings.get(CALLERS);
    return new OnnxSettings(
        settings.get(NAME),
        both ? model : Optional.empty(),
        both ? tokenizer : Optional.empty(),
        path(settings.get(CACHE_DIRECTORY)).orElseGet(OnnxSettings::underHome),
        callers == 0 ? processors() : callers,
        settings.get(MAX_TOKENS),
        settings.get(POOLING),
        settings.get(QUERY_PREFIX),
        settings.get(PASSAGE_PREFIX));
  }

  /** The bundled model with everything else as by default. */
  public static OnnxSettings bundled(Path cacheDirectory) {
    return of(Settings.defaults()).in(cacheDirectory);
  }

  /** The same, unpacking to another directory. */
  public OnnxSettings in(Path directory) {
    return new OnnxSettings(
        name, model, tokenizer, directory, callers, maxTokens, pooling, queryPrefix, passagePrefix);
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static Path underHome() {
    return Path.of(System.getProperty("user.home"), ".cache", "freshet");
  }

  private static int processors() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MOST_CALLERS);
  }
}
