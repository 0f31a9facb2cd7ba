package dev.freshet.evaluation.faults;

import java.nio.file.Path;
import java.util.List;

/** How tests start Freshet: as its users do, but what this build has built, and nothing newer. */
final class Launch {
  private Launch() {}

  static List<String> asBuilt() {
    Path launcher = Path.of("..", "freshet").toAbsolutePath().normalize();
    return List.of("env", "FRESHET_AS_BUILT=1", launcher.toString());
  }
}
