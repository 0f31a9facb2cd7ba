package dev.freshet.common.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that this process runs on, as it calls itself; a container is one of its own. */
final class Machine {
  private static final int MAX_LENGTH = 64;

  /** Its name; empty where it has none that can be read. Nobody is asked over the network. */
  static final String NAME = name();

  private Machine() {}

  private static String name() {
    return Stream.of(kernel(), environment("HOSTNAME"), environment("COMPUTERNAME"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(name -> name.substring(0, Math.min(name.length(), MAX_LENGTH)))
        .orElse("");
  }

  private static String kernel() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException _) {
      // No Linux: the environment says it, or nobody.
      return "";
    }
  }

  private static String environment(String variable) {
    String value = System.getenv(variable);
    return value == null ? "" : value.strip();
  }
}
