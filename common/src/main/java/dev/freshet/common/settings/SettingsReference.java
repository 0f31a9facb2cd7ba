package dev.freshet.common.settings;

import java.util.List;

/** The printed reference of settings, made from the settings themselves so that it stays true. */
public final class SettingsReference {
  private SettingsReference() {}

  /** A Markdown table: key, environment variable, kind, default and meaning, in the order given. */
  public static String markdown(List<Setting<?>> settings) {
    StringBuilder table = new StringBuilder();
    table.append("| Setting | Environment | Value | Default | Meaning |\n");
    table.append("|---|---|---|---|---|\n");
    for (Setting<?> setting : settings) {
      table
          .append("| `")
          .append(setting.key())
          .append("` | `")
          .append(setting.variable())
          .append("` | ")
          .append(cell(setting.kind()))
          .append(" | ")
          .append(fallback(setting))
          .append(" | ")
          .append(cell(setting.documentation()))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String fallback(Setting<?> setting) {
    return setting.secret() || setting.fallback().isEmpty()
        ? "none"
        : "`" + cell(setting.fallback()) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
