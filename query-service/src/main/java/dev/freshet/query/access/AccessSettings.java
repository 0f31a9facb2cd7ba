package dev.freshet.query.access;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param keys the key file; empty: everyone, on loopback
 */
public record AccessSettings(Optional<Path> keys) {
  /** The key file. */
  public static final Setting<String> API_KEYS =
      Setting.text(
          "api-keys",
          "",
          "YAML file of API keys: keys: [{key, tenant, principals, scopes}]. Without it everyone"
              + " on this machine may do everything, and nobody else.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(API_KEYS);

  /** Reads them. */
  public static AccessSettings of(Settings settings) {
    String file = settings.get(API_KEYS);
    return new AccessSettings(file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)));
  }
}
