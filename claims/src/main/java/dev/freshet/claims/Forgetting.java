package dev.freshet.claims;

import dev.freshet.common.failure.Outage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose objects are to go: an empty file for each deletion, named {@code owner-milliseconds}. On
 * this machine's disk, so that a deletion waits for no other machine, and stays known when the
 * process is killed.
 */
final class Forgetting {
  private static final Pattern MARK = Pattern.compile("([0-9a-f]{32})-(\\d{1,15})");
  private static final int AT_ONCE = 100_000;

  private final Path folder;

  /** A deletion that is not done. */
  record Mark(Path file, String owner, Instant until) {}

  Forgetting(Path folder) {
    this.folder = folder;
  }

  void mark(String owner, Instant until) {
    Path file = folder.resolve(owner + "-" + until.toEpochMilli());
    try {
      create(file);
    } catch (FileAlreadyExistsException _) {
      // Told before: the same record was read again.
    } catch (IOException e) {
      throw new Outage(ClaimStores.DEPENDENCY, "cannot write " + file, e);
    }
  }

  private void create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (NoSuchFileException _) {
      Files.createDirectories(folder);
      Files.createFile(file);
    }
  }

  /** Those that are not done; of very many, some. */
  List<Mark> open() throws IOException {
    List<Mark> open = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return open;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = MARK.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches() && open.size() < AT_ONCE) {
          Instant until = Instant.ofEpochMilli(Long.parseLong(matcher.group(2)));
          open.add(new Mark(file, matcher.group(1), until));
        }
      }
    }
    return open;
  }

  void done(Mark mark) throws IOException {
    Files.deleteIfExists(mark.file());
  }
}
