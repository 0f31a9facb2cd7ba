package dev.freshet.query.search;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/**
 * How searches are answered.
 *
 * @param depth how long each of the two lists gets at least
 */
public record SearchSettings(int depth) {
  /** Candidates per list. */
  public static final Setting<Integer> DEPTH =
      Setting.integer(
          "search.depth",
          50,
          1,
          1000,
          "Candidates of each list before fusion; at least the request's limit is taken.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(DEPTH);

  /** Reads them. */
  public static SearchSettings of(Settings settings) {
    return new SearchSettings(settings.get(DEPTH));
  }
}
