package dev.freshet.standalone.commands;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files behind the paths that a person names, by document id. */
final class FilesToPublish {
  private final Map<String, Path> byId = new LinkedHashMap<>();
  private final String prefix;

  private FilesToPublish(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Folders are walked, hidden files and folders skipped, in order of name. A file's id is its path
   * within the folder that was named, or its name where it was named itself.
   *
   * @throws IllegalArgumentException when a path does not exist or two files get one id
   */
  static Map<String, Path> of(List<Path> paths, String prefix) {
    var files = new FilesToPublish(prefix);
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.folder(path);
      } else if (Files.isRegularFile(path)) {
        files.add(String.valueOf(path.getFileName()), path);
      } else {
        throw new IllegalArgumentException("no such file or folder: " + path);
      }
    }
    return files.byId;
  }

  private void folder(Path folder) {
    var found = new TreeMap<String, Path>();
    try {
      Files.walkFileTree(folder, new Visible(folder, found));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    found.forEach(this::add);
  }

  private void add(String name, Path file) {
    Path other = byId.putIfAbsent(prefix + name, file);
    if (other != null) {
      throw new IllegalArgumentException(
          file
              + " and "
              + other
              + " would both be the document \""
              + prefix
              + name
              + "\": publish them apart, with --prefix");
    }
  }

  /** Collects what is not hidden. */
  private static final class Visible extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Path> found;

    Visible(Path root, Map<String, Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && hidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !hidden(file)) {
        found.put(root.relativize(file).toString().replace('\\', '/'), file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean hidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }
  }
}
