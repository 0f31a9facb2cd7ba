package dev.freshet.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real files that lie beside the checkout where somebody put them: {@code shared/data}. */
final class SharedData {
  private SharedData() {}

  /** That folder of it; empty where it is not there. */
  static Optional<Path> folder(String name) {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("shared").resolve("data").resolve(name);
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
