package dev.freshet.embedders.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files written once, whole or not at all, also when several processes start together. */
final class Unpacked {
  private Unpacked() {}

  /** Copies the resource unless a file of its length is there. */
  static void once(URL resource, Path file) throws IOException {
    URLConnection connection = resource.openConnection();
    try (InputStream in = connection.getInputStream()) {
      if (!Files.exists(file) || Files.size(file) != connection.getContentLengthLong()) {
        Path fresh = fresh(file);
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        move(fresh, file);
      }
    }
  }

  /** Writes the bytes; whoever reads the file sees the old or the new one, never a part. */
  static void write(byte[] bytes, Path file) throws IOException {
    Path fresh = fresh(file);
    Files.write(fresh, bytes);
    move(fresh, file);
  }

  private static Path fresh(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
  }

  private static void move(Path fresh, Path file) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
