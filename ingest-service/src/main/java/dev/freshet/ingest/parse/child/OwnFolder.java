package dev.freshet.ingest.parse.child;

import java.io.IOException;
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

  private OwnFolder() {}

  static void delete() {
    String folder = System.getProperty(PROPERTY, "");
    if (folder.isEmpty()) {
      return;
    }
    try (Stream<Path> tree = Files.walk(Path.of(folder))) {
      List<Path> inside = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("the folder " + folder + " stays: " + e);
    }
  }
}
