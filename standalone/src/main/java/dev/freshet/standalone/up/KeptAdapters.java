package dev.freshet.standalone.up;

import dev.freshet.common.failure.Outage;
import dev.freshet.embedders.adapter.Adapter;
import dev.freshet.embedders.adapter.AdapterFolder;
import dev.freshet.standalone.process.LineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Has the adapters of generations lie in the data folder, each under its hash, before anything is
 * made with them: whatever becomes of the file that was given, they are there at every start.
 */
final class KeptAdapters {
  private KeptAdapters() {}

  /** The same configuration, which names the adapter by its hash. */
  static Configuration keep(Path data, Configuration given) {
    Optional<Adapter> adapter = given.line().adapter();
    if (adapter.isEmpty()) {
      return given;
    }
    AdapterFolder folder = AdapterFolder.in(data);
    try {
      folder.keep(adapter.get());
    } catch (IOException e) {
      throw new Outage("data folder", "cannot write to " + folder.path() + ": " + e, e);
    }
    return given.with(Map.of(LineSettings.ADAPTER.key(), adapter.get().hash()));
  }
}
