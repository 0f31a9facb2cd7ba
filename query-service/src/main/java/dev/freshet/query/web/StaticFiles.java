package dev.freshet.query.web;

import dev.freshet.common.text.Sha256;
import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page's files, out of the class path's folder {@code web}; read once, as many as there are.
 */
final class StaticFiles {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record File(byte[] bytes, String type, String tag) {}

  private final Map<String, File> files = new ConcurrentHashMap<>();

  /**
   * The file of a path, or that the caller has it already.
   *
   * @param known the caller's {@code If-None-Match}
   */
  Optional<Reply> find(String path, Optional<String> known) {
    String name = path.equals("/") ? "/index.html" : path;
    return file(name).map(file -> reply(file, known));
  }

  private static Reply reply(File file, Optional<String> known) {
    Map<String, String> headers = Map.of("ETag", file.tag(), "Cache-Control", "no-cache");
    boolean same = known.filter(k -> k.equals("*") || k.contains(file.tag())).isPresent();
    return same
        ? new Reply(304, file.type(), headers, new byte[0])
        : new Reply(200, file.type(), headers, file.bytes());
  }

  private Optional<File> file(String name) {
    File cached = files.get(name);
    if (cached != null) {
      return Optional.of(cached);
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<File> read = read(name, type);
    read.ifPresent(file -> files.put(name, file));
    return read;
  }

  private static Optional<File> read(String name, String type) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/web" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String tag = '"' + Sha256.hex(bytes).substring(0, 16) + '"';
      return Optional.of(new File(bytes, type, tag));
    } catch (IOException e) {
      throw new UncheckedIOException("the page's file " + name + " cannot be read", e);
    }
  }
}
