package dev.freshet.claims;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The files of one process that last as long as something is done with them. */
final class WorkingFiles {
  private static final String PREFIX = "claim-";

  private WorkingFiles() {}

  /** A name in the folder that nothing has yet. */
  static Path name(Path folder) {
    return folder.resolve(PREFIX + UUID.randomUUID());
  }

  /** Makes the folder, and takes away what a process before this one left in it. */
  static void ready(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}
