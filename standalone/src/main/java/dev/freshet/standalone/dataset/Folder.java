package dev.freshet.standalone.dataset;

import dev.freshet.standalone.process.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a dataset is written to. It is made beside what stands there, and takes its place
 * once it is whole, the manifest last.
 */
final class Folder implements AutoCloseable {
  private static final String BUILDING = ".building";

  /** All that a dataset may consist of. */
  private static final List<String> NAMES =
      List.of(
          Manifest.NAME,
          "pairs.train.jsonl",
          "pairs.test.jsonl",
          "chat.train.jsonl",
          "chat.test.jsonl",
          Card.NAME);

  private final Path out;

  private Folder(Path out) {
    this.out = out;
  }

  /**
   * Begins a dataset there.
   *
   * @throws StartRefused where other files lie there, or nothing can be written
   */
  static Folder begin(Path out) {
    Folder folder = new Folder(out);
    try {
      if (Files.exists(out) && !Files.isDirectory(out)) {
        throw new StartRefused(out + " is a file: give a folder with --out");
      }
      Files.createDirectories(out);
      if (!isOurs(out)) {
        throw new StartRefused(
            out + " holds other files and no dataset: give an empty folder with --out");
      }
      // Left by a build that broke off.
      folder.clear();
      Files.createDirectories(folder.working());
      Files.createDirectories(folder.made());
    } catch (IOException | UncheckedIOException e) {
      throw new StartRefused(
          "cannot write to " + out + " (" + e.getMessage() + "): give another with --out", e);
    }
    return folder;
  }

  /** Whether it is empty, or holds a dataset, or the pieces of one. */
  private static boolean isOurs(Path folder) throws IOException {
    List<String> there;
    try (Stream<Path> files = Files.list(folder)) {
      there =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !name.equals(BUILDING))
              .toList();
    }
    return there.isEmpty()
        || Manifest.isIn(folder)
        || (NAMES.containsAll(there) && there.stream().anyMatch(name -> name.endsWith(".jsonl")));
  }

  /** For what is not part of the dataset. */
  Path working() {
    return out.resolve(BUILDING).resolve("working");
  }

  /** For what is. */
  Path made() {
    return out.resolve(BUILDING).resolve("made");
  }

  void write(String name, String text) {
    try {
      Files.writeString(made().resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }

  /** Puts what was made in the place of what was there. */
  void finish() {
    try {
      for (String name : NAMES) {
        Files.deleteIfExists(out.resolve(name));
      }
      for (String name : NAMES.reversed()) {
        Path file = made().resolve(name);
        if (Files.exists(file)) {
          Files.move(file, out.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + out, e);
    }
  }

  private void clear() {
    Path building = out.resolve(BUILDING);
    if (!Files.exists(building)) {
      return;
    }
    try (Stream<Path> files = Files.walk(building)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + building, e);
    }
  }

  /** Removes what was needed to make it. */
  @Override
  public void close() {
    clear();
  }
}
