package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Log;
import java.nio.file.Path;
import java.util.List;

/**
 * What concerns a service's process as a whole.
 *
 * @param data the folder of what it may lose: caches, and what is read anew from Kafka
 * @param beside whether another generation has the plain names of topics and groups
 * @param log how it is written
 */
public record ServiceSettings(Path data, boolean beside, Log.Format log) {
  private static final Setting<Boolean> BESIDE =
      Setting.flag(
          "generation.beside",
          false,
          "Whether this generation is built beside the one that was first on the cluster: its index"
              + " events and groups then have its name in theirs. The same in all its processes.");

  /** All of them. */
  public static final List<Setting<?>> ALL = List.of(DataFolder.SETTING, BESIDE, Log.FORMAT);

  /** Reads them. */
  public static ServiceSettings of(Settings settings) {
    return new ServiceSettings(
        Path.of(settings.get(DataFolder.SETTING)), settings.get(BESIDE), settings.get(Log.FORMAT));
  }
}
