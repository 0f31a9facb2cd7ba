package dev.freshet.evaluation.faults;

import java.nio.file.Path;
import java.util.List;

/** How tests start Freshet: from their own class path, with nothing built ahead. */
final class Launch {
  private Launch() {}

  static List<String> fromClassPath() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.freshet.standalone.Main");
  }
}
