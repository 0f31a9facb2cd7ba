package dev.freshet.standalone.process;

import dev.freshet.claims.ClaimSettings;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.MemoSettings;
import dev.freshet.query.reevaluation.ReevaluationSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What settings are read from.
 *
 * @param flags by key
 * @param environment all of it
 * @param file by key
 */
public record Given(
    Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {

  /** What the command line's client reads from the environment. */
  public static final List<String> FOREIGN =
      List.of("FRESHET_URL", "FRESHET_API_KEY", "FRESHET_CA");

  /** They change no more. */
  public Given {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
  }

  /** Says nothing of what it holds, for there are secrets. */
  @Override
  public String toString() {
    return "Given";
  }

  /** The same with other flags over all else. */
  public Given with(Map<String, String> over) {
    Map<String, String> all = new HashMap<>(flags);
    all.putAll(over);
    return new Given(all, environment, file);
  }

  /** The same with what holds where nobody says otherwise. */
  public Given withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>(defaults);
    all.putAll(file);
    return new Given(flags, environment, all);
  }

  /** One setting by itself. */
  public <T> T get(Setting<T> setting) {
    return new Settings(flags, environment, file).get(setting);
  }

  /**
   * All of them; folders of single rooms lie in the data folder, unless somebody says otherwise.
   */
  public Settings settings() {
    Path data = Path.of(get(DataFolder.SETTING)).toAbsolutePath().normalize();
    Given all =
        withDefaults(
            Map.of(
                IngestSettings.STATE_DIRECTORY.key(), data.resolve("streams").toString(),
                MemoSettings.DIRECTORY.key(), data.resolve("parse-memo").toString(),
                ClaimSettings.WORKING_DIRECTORY.key(), data.resolve("claims-under-way").toString(),
                OnnxSettings.CACHE_DIRECTORY.key(), data.resolve("model").toString(),
                ReevaluationSettings.DIRECTORY.key(), data.resolve("reevaluation").toString()));
    return new Settings(all.flags, all.environment, all.file);
  }
}
