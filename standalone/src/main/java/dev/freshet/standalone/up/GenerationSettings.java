package dev.freshet.standalone.up;

import dev.freshet.common.settings.Settings;
import dev.freshet.query.exchange.Spelling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that make one generation another than others. No secret is among them. */
final class GenerationSettings {
  /** Their keys. */
  static final List<String> KEYS =
      List.of(
          "passage.max-tokens",
          "passage.overlap-tokens",
          "embedder",
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

  /** Those that somebody gave. */
  static Map<String, String> given(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>();
    for (Settings.Effective one : configuration.effective()) {
      if (KEYS.contains(one.key()) && !one.source().equals("default")) {
        settings.put(one.key(), one.value());
      }
    }
    return settings;
  }

  /** Those that concern the model alone: where they are equal, one model serves. */
  static Map<String, String> model(Map<String, String> settings) {
    Map<String, String> model = new TreeMap<>(settings);
    model.keySet().removeIf(key -> !key.startsWith("embedder"));
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
