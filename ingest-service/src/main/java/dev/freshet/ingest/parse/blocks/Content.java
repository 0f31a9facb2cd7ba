package dev.freshet.ingest.parse.blocks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes: in memory, or on the disk where they would take too much of it. */
public sealed interface Content {

  /**
   * In memory.
   *
   * @param bytes not changed
   */
  // An array, because a file is not copied on its way, and nobody compares files.
  @SuppressWarnings("ArrayRecordComponent")
  record Held(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /**
   * On the disk.
   *
   * @param path of a file that does not change
   * @param size in bytes
   */
  record OnDisk(Path path, long size) implements Content {
    @Override
    public byte[] bytes() {
      try {
        return Files.readAllBytes(path);
      } catch (IOException e) {
        throw new UncheckedIOException("the file on the disk was not readable", e);
      }
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /** How many bytes. */
  long size();

  /** All of them, in memory; of a file on the disk read anew each time. */
  byte[] bytes();

  /** All of them, one after the other. */
  InputStream open() throws IOException;

  /** The first ones, at most so many. */
  default byte[] head(int most) {
    try (InputStream in = open()) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException("the file was not readable", e);
    }
  }
}
