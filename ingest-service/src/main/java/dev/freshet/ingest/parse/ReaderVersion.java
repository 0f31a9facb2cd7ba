package dev.freshet.ingest.parse;

import dev.freshet.common.text.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Names the readers by what they are made of, so that nobody has to remember to raise a number:
 * every class of ours that reads files or says what was read by its checksum, every library by its
 * file's name (which holds its version) and size.
 */
final class ReaderVersion {
  private static final List<String> OURS =
      List.of("dev/freshet/ingest/parse/", "dev/freshet/common/");

  private ReaderVersion() {}

  /** Of a class path, its files and folders in order: 32 bytes. */
  static byte[] of(String classPath) throws IOException {
    MessageDigest digest = Sha256.begun();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      for (String line : new TreeSet<>(parts(Path.of(entry)))) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return digest.digest();
  }

  private static Set<String> parts(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      return inFolder(entry);
    }
    if (!Files.exists(entry)) {
      return Set.of();
    }
    Set<String> parts = new TreeSet<>();
    if (entry.getFileName().toString().startsWith("freshet-")) {
      parts.addAll(inJar(entry));
    } else {
      parts.add(entry.getFileName() + " " + Files.size(entry));
    }
    return parts;
  }

  private static Set<String> inJar(Path jar) throws IOException {
    Set<String> parts = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .filter(file -> isOurs(file.getName()))
          .forEach(file -> parts.add(file.getName() + " " + file.getCrc()));
    }
    return parts;
  }

  private static Set<String> inFolder(Path folder) throws IOException {
    Set<String> parts = new TreeSet<>();
    for (String ours : OURS) {
      Path root = folder.resolve(ours);
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            CRC32 sum = new CRC32();
            sum.update(Files.readAllBytes(file));
            parts.add(folder.relativize(file) + " " + sum.getValue());
          }
        }
      }
    }
    return parts;
  }

  private static boolean isOurs(String name) {
    return name.endsWith(".class") && OURS.stream().anyMatch(name::startsWith);
  }
}
