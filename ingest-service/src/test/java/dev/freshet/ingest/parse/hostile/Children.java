package dev.freshet.ingest.parse.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** This process's children, and what they and it hold, as Linux tells it. */
public final class Children {
  private Children() {}

  /** Ids of the living processes that parse files. */
  public static List<Long> alive() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains("-Dfreshet.parser.folder="))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException _) {
      return "";
    }
  }

  /** Its working folder. */
  public static Path folder(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lies in a folder. */
  public static List<Path> inside(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many files, pipes and sockets this process has open. */
  public static long openFiles() {
    return inside(Path.of("/proc/self/fd")).size();
  }

  /** Resident memory of a process, in bytes. */
  public static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
