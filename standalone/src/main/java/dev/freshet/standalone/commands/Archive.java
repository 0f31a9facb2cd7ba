package dev.freshet.standalone.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Plain texts in one zip file: names fixed, each of bounded length. Written whole or not at all.
 */
final class Archive {
  /** Characters of one file. */
  static final int LONGEST = 2 << 20;

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Adds one; what is longer loses its end, and says so. */
  void add(String name, String text) {
    texts.put(
        name,
        text.length() <= LONGEST
            ? text
            : text.substring(0, LONGEST)
                + "\n… cut here: "
                + (text.length() - LONGEST)
                + " characters more\n");
  }

  /** What is in it, by name. */
  Map<String, String> texts() {
    return texts;
  }

  /**
   * Writes it; only this user may read it, for it tells of a system's inside.
   *
   * @return its size in bytes
   * @throws IOException where it cannot be written; nothing is left then
   */
  long write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(beside);
    try {
      create(beside);
      try (var zip =
          new ZipOutputStream(
              Files.newOutputStream(beside, StandardOpenOption.WRITE), StandardCharsets.UTF_8)) {
        for (Map.Entry<String, String> one : texts.entrySet()) {
          zip.putNextEntry(new ZipEntry("freshet-diagnosis/" + one.getKey()));
          zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void create(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
