package dev.freshet.embedders.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a data folder keeps the adapters of its generations, each under its hash, so that they are
 * there at every start whatever became of the files they were given as.
 *
 * @param path is made when the first one is kept
 */
public record AdapterFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  /** That of a data folder. */
  public static AdapterFolder in(Path data) {
    return new AdapterFolder(data.resolve("adapters"));
  }

  /**
   * Reads one.
   *
   * @param given the hash of one that is kept, or a file's path
   * @throws UnusableAdapter saying why not
   */
  public Adapter find(String given) {
    if (!NAME.matcher(given).matches()) {
      return Adapter.read(Path.of(given));
    }
    Adapter kept = Adapter.read(file(given));
    if (!kept.hash().equals(given)) {
      throw new UnusableAdapter(file(given) + " holds another adapter: put it back from a copy");
    }
    return kept;
  }

  /**
   * Keeps one, once; one that is kept and damaged is written anew.
   *
   * @throws IOException where it cannot be written
   */
  public void keep(Adapter adapter) throws IOException {
    Path file = file(adapter.hash());
    if (!isWhole(file)) {
      Files.createDirectories(path);
      adapter.write(file);
    }
  }

  private static boolean isWhole(Path file) {
    try {
      return Files.exists(file) && !Adapter.read(file).hash().isEmpty();
    } catch (UnusableAdapter _) {
      return false;
    }
  }

  private Path file(String hash) {
    return path.resolve(hash + ".adapter");
  }
}
