package dev.freshet.standalone.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Lines on disk, in parts of which one fits into memory. */
final class Spool {
  /** How many parts there are. */
  static final int PARTS = 256;

  private static final int WAITING = 16_384;

  private final Path folder;
  private final String name;
  private final StringBuilder[] waiting = new StringBuilder[PARTS];

  /**
   * @param folder that is there
   */
  Spool(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    for (int part = 0; part < PARTS; part++) {
      waiting[part] = new StringBuilder();
    }
  }

  /** Adds a line without line breaks. */
  void add(int part, String line) {
    waiting[part].append(line).append('\n');
    if (waiting[part].length() > WAITING) {
      write(part);
    }
  }

  /** The lines of a part, in the order added. */
  List<String> lines(int part) {
    write(part);
    try {
      Path file = file(part);
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(part), e);
    }
  }

  private void write(int part) {
    if (waiting[part].isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          file(part), waiting[part], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(part) + ": is the disk full?", e);
    }
    waiting[part].setLength(0);
  }

  private Path file(int part) {
    return folder.resolve(name + "-" + part);
  }
}
