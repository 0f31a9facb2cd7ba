package dev.freshet.evaluation.tuning;

import dev.freshet.common.embed.PassageSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.process.LineSettings;
import java.util.Map;

/**
 * A way to cut documents into passages.
 *
 * @param passages how long, and what neighbours share
 */
record Cut(PassageSettings passages) {
  /** As documents are cut where nobody says anything. */
  static final Cut DEFAULT =
      new Cut(
          Settings.defaults().get(LineSettings.PASSAGE_TOKENS),
          Settings.defaults().get(LineSettings.PASSAGE_OVERLAP));

  /**
   * @throws IllegalArgumentException when out of range
   */
  Cut(int maxTokens, int overlapTokens) {
    this(new PassageSettings(maxTokens, overlapTokens));
    check(LineSettings.PASSAGE_TOKENS, maxTokens);
    check(LineSettings.PASSAGE_OVERLAP, overlapTokens);
  }

  /** As a start checks it. */
  private static void check(Setting<Integer> setting, int value) {
    try {
      var _ = setting.reader().apply(Integer.toString(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting.key() + " is " + value + ": " + e.getMessage(), e);
    }
  }

  Map<String, String> settings() {
    return Map.of(
        LineSettings.PASSAGE_TOKENS.key(), Integer.toString(passages.maxTokens()),
        LineSettings.PASSAGE_OVERLAP.key(), Integer.toString(passages.overlapTokens()));
  }

  /** For people, and for a folder. */
  String name() {
    return passages.maxTokens()
        + (passages.overlapTokens() == 0 ? "" : "-" + passages.overlapTokens());
  }
}
