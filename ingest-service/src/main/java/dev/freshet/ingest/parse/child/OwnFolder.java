package dev.freshet.ingest.parse.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The child's working folder, made for it alone. It takes it away itself when its parent is gone;
 * otherwise the parent does.
 */
final class OwnFolder {
  /** Set by the parent; without it the folder is somebody else's. */
  static final String PROPERTY = "freshet.parser.folder";

  /** PDFBox's list of this machine's fonts; making it anew costs seconds where there are many. */
  private static final String FONT_CACHE = ".pdfbox.cache";

  private OwnFolder() {}

  static void delete() {
    String folder = System.getProperty(PROPERTY, "");
    if (folder.isEmpty()) {
      return;
    }
    try {
      deleteTree(Path.of(folder));
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the folder " + folder + " stays: " + e);
    }
  }

  /** Takes away what libraries left there with the last file; they do not always tidy up. */
  static void sweep() {
    String folder = System.getProperty(PROPERTY, "");
    if (folder.isEmpty()) {
      return;
    }
    try (Stream<Path> inside = Files.list(Path.of(folder))) {
      for (Path path : inside.filter(path -> !path.endsWith(FONT_CACHE)).toList()) {
        deleteTree(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("something stays in " + folder + ": " + e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> inside = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.deleteIfExists(path);
      }
    }
  }
}
