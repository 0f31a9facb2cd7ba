package dev.freshet.standalone.up;

import dev.freshet.common.settings.Settings;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.standalone.process.LineSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings that make one generation another than others. No secret is among them. */
final class GenerationSettings {
  /** Their keys. */
  static final List<String> KEYS =
      List.of(
          "passage.max-tokens",
          "passage.overlap-tokens",
          "embedder",
          "embedder.adapter",
          "embedder.onnx.name",
          "embedder.onnx.model",
          "embedder.onnx.tokenizer",
          "embedder.onnx.max-tokens",
          "embedder.onnx.pooling",
          "embedder.onnx.query-prefix",
          "embedder.onnx.passage-prefix",
          "embedder.http.url",
          "embedder.http.model",
          "embedder.http.dimensions",
          "embedder.http.max-tokens",
          "embedder.http.query-prefix",
          "embedder.http.passage-prefix");

  private static final Set<String> PLACES =
      Set.of("embedder.onnx.model", "embedder.onnx.tokenizer", "embedder.http.url");

  private GenerationSettings() {}

  /** All of them as they took effect. */
  static Map<String, String> of(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>();
    for (Settings.Effective one : configuration.effective()) {
      if (KEYS.contains(one.key())) {
        settings.put(one.key(), one.value());
      }
    }
    return settings;
  }

  /** Those that somebody gave and that make a generation; where a model is to be found does not. */
  static Map<String, String> given(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>();
    for (Settings.Effective one : configuration.effective()) {
      if (KEYS.contains(one.key()) && !PLACES.contains(one.key()) && isGiven(one)) {
        settings.put(one.key(), one.value());
      }
    }
    return settings;
  }

  /** The keys of those that somebody gave and that only say where a model is to be found. */
  static Set<String> placesGiven(Configuration configuration) {
    return configuration.effective().stream()
        .filter(one -> PLACES.contains(one.key()) && isGiven(one))
        .map(Settings.Effective::key)
        .collect(Collectors.toSet());
  }

  private static boolean isGiven(Settings.Effective one) {
    return !one.source().equals("default");
  }

  /**
   * Those that concern the model alone: where they are equal, one model serves, through whatever
   * adapters its vectors are passed.
   */
  static Map<String, String> model(Map<String, String> settings) {
    Map<String, String> model = new TreeMap<>(settings);
    model.keySet().removeIf(key -> !key.startsWith("embedder"));
    model.remove(LineSettings.ADAPTER.key());
    return model;
  }

  /**
   * @throws IllegalArgumentException naming the first key that is none of them
   */
  static void requireKnown(Iterable<String> keys) {
    for (String key : keys) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(Spelling.unknown("setting", key, KEYS));
      }
    }
  }
}
