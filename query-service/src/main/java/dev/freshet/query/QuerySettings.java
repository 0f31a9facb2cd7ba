package dev.freshet.query;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;

/** The settings of the query service, one record a room. */
public record QuerySettings() {
  /** All of them, for the printed reference. */
  public static final List<Setting<?>> ALL = List.of();

  /** Reads all of them. */
  public static QuerySettings of(Settings settings) {
    return new QuerySettings();
  }
}
