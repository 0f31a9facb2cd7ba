package dev.freshet.standalone.dataset;

import dev.freshet.common.text.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file of lines that is hashed while it is written. */
final class LineFile implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final MessageDigest digest = Sha256.begun();
  private long bytes;
  private long lines;

  /**
   * A file as it was written.
   *
   * @param name without its folder
   * @param sha256 64 digits
   */
  record Written(String name, String sha256, long bytes, long lines) {}

  LineFile(Path file) {
    this.file = file;
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void add(String line) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    digest.update(text);
    bytes += text.length;
    lines++;
    try {
      out.write(text);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Ends it. */
  Written written() {
    close();
    return new Written(
        String.valueOf(file.getFileName()),
        HexFormat.of().formatHex(digest.digest()),
        bytes,
        lines);
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write " + file + ": is the disk full?", e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
