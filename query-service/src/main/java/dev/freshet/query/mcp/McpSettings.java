package dev.freshet.query.mcp;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Model Context Protocol.
 *
 * @param origins of pages that may ask, besides those of this machine and of the service itself
 */
public record McpSettings(Set<String> origins) {
  /** Pages that may ask. */
  public static final Setting<String> ORIGINS =
      Setting.text(
          "mcp.origins",
          "",
          "Origins of web pages that may ask at /mcp, such as https://agents.example.com, separated"
              + " by commas; those of this machine and of the service itself always may.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(ORIGINS);

  /** Copies the set. */
  public McpSettings {
    origins = Set.copyOf(origins);
  }

  /** Reads them. */
  public static McpSettings of(Settings settings) {
    return new McpSettings(
        settings.list(ORIGINS).stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }
}
