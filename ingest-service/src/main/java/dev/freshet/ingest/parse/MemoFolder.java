package dev.freshet.ingest.parse;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of remembered parses, and their bounds. A file is whole or not there: it is written
 * under another name and renamed. Many may read; one thread writes and sweeps.
 */
final class MemoFolder {
  private static final String UNFINISHED = ".tmp";

  /** How full it is after a sweep, so that the next one is a while off. */
  private static final double KEPT = .9;

  /** One entry is at most this part of the whole. */
  private static final int LARGEST = 8;

  private final MemoSettings settings;
  private long bytes;
  private long entries;

  private record Entry(Path path, long bytes, FileTime used) {}

  MemoFolder(MemoSettings settings) {
    this.settings = settings;
  }

  /** The file of a key, which counts as used now; empty where there is none. */
  Optional<byte[]> read(String key) throws IOException {
    Path path = path(key);
    try {
      byte[] file = Files.readAllBytes(path);
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
      return Optional.of(file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Gives a file up. */
  void drop(String key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  /** Writes a file, unless it is too large to be worth its room. */
  void write(String key, byte[] file) throws IOException {
    if (file.length > settings.bytes() / LARGEST) {
      return;
    }
    Path path = path(key);
    Path unfinished = path.resolveSibling(key + UNFINISHED);
    try {
      Files.write(unfinished, file);
    } catch (NoSuchFileException _) {
      Files.createDirectories(path.getParent());
      Files.write(unfinished, file);
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    bytes += file.length;
    entries++;
  }

  /** Whether what was written since the last sweep may have filled it up. */
  boolean full() {
    return bytes > settings.bytes() || entries > settings.entries();
  }

  /**
   * Counts anew, and removes what is unfinished, what is too old, and what was least recently used
   * where there is too much.
   */
  void sweep(Instant now) throws IOException {
    List<Entry> kept = new ArrayList<>();
    FileTime oldest = FileTime.from(now.minus(settings.age()));
    for (Entry entry : list()) {
      if (entry.used().compareTo(oldest) < 0 || entry.path().toString().endsWith(UNFINISHED)) {
        Files.deleteIfExists(entry.path());
      } else {
        kept.add(entry);
      }
    }
    bytes = kept.stream().mapToLong(Entry::bytes).sum();
    entries = kept.size();
    if (full()) {
      kept.sort(Comparator.comparing(Entry::used));
      for (Entry entry : kept) {
        if (bytes <= settings.bytes() * KEPT && entries <= settings.entries() * KEPT) {
          break;
        }
        Files.deleteIfExists(entry.path());
        bytes -= entry.bytes();
        entries--;
      }
    }
  }

  private List<Entry> list() throws IOException {
    List<Entry> found = new ArrayList<>();
    Files.createDirectories(settings.directory());
    Files.walkFileTree(
        settings.directory(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            // Dropped by a reader meanwhile.
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private Path path(String key) {
    return settings.directory().resolve(key.substring(0, 2)).resolve(key);
  }
}
