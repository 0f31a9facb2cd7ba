package dev.freshet.standalone.up;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Log;
import java.nio.file.Path;
import java.util.List;

/**
 * What concerns everything in one process.
 *
 * @param data the folder that holds everything
 * @param store where passages are kept
 * @param log how it is written
 */
public record UpSettings(Path data, Store store, Log.Format log) {
  /** Where passages are kept. */
  public enum Store {
    /** In the data folder. */
    LUCENE,
    /** At {@code qdrant.address}. */
    QDRANT
  }

  /** The store. */
  public static final Setting<Store> STORE =
      Setting.choice(
          "store",
          Store.class,
          Store.LUCENE,
          "Where passages are kept: in the data folder, or in the Qdrant at qdrant.address.");

  /** Every setting of this room. */
  public static final List<Setting<?>> ALL = List.of(DataFolder.SETTING, STORE, Log.FORMAT);

  /** Reads them. */
  public static UpSettings of(Settings settings) {
    return new UpSettings(
        Path.of(settings.get(DataFolder.SETTING)), settings.get(STORE), settings.get(Log.FORMAT));
  }
}
