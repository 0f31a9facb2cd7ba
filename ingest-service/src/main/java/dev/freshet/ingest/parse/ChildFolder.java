package dev.freshet.ingest.parse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The private folder of one child, gone when the child is. */
final class ChildFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ChildFolder.class);

  private ChildFolder() {}

  static Path make() throws IOException {
    return Files.createTempDirectory("freshet-parser-").toRealPath();
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> inside = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.warn("the parser's folder {} stays: {}", folder, e.toString());
    }
  }
}
