package dev.freshet.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A version of a document to publish: a file and what is said of it. Immutable; each method that
 * says something gives another.
 */
public final class Publication {
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$&'*+.^_`|~-]{1,128}");

  private final String id;
  private final Supplier<BodyPublisher> body;
  private final Optional<String> source;
  private final Map<String, String> headers;

  private Publication(
      String id,
      Supplier<BodyPublisher> body,
      Optional<String> source,
      Map<String, String> headers) {
    this.id = id;
    this.body = body;
    this.source = source;
    this.headers = headers;
  }

  /**
   * A document of these bytes.
   *
   * @param id 1 to 512 bytes of UTF-8
   */
  public static Publication of(String id, byte[] file) {
    byte[] copy = file.clone();
    return new Publication(id, () -> BodyPublishers.ofByteArray(copy), Optional.empty(), Map.of());
  }

  /** A document of this plain text. */
  public static Publication of(String id, String text) {
    return of(id, text.getBytes(StandardCharsets.UTF_8)).contentType("text/plain; charset=utf-8");
  }

  /**
   * A document of this file, read while it is sent; its name is told.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Publication of(String id, Path file) {
    try {
      long size = Files.size(file);
      return of(id, size, () -> opened(file)).filename(file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * A document of a stream.
   *
   * @param size of it in bytes, exactly
   * @param file opens it anew for each attempt; closed here
   */
  public static Publication of(String id, long size, Supplier<InputStream> file) {
    // The JDK refuses a length of 0 here.
    Supplier<BodyPublisher> body =
        size == 0
            ? BodyPublishers::noBody
            : () -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(file), size);
    return new Publication(id, body, Optional.empty(), Map.of());
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** To this source topic; else to the service's first live one. */
  public Publication source(String topic) {
    return new Publication(id, body, Optional.of(topic), headers);
  }

  /** Of this media type. */
  public Publication contentType(String type) {
    return with("Content-Type", type);
  }

  /** Name of the file. */
  public Publication filename(String name) {
    return with("Freshet-Filename", encoded(name));
  }

  /** Title, if better than the file's own. */
  public Publication title(String title) {
    return with("Freshet-Title", encoded(title));
  }

  /** Where a person finds the original. */
  public Publication sourceUri(String uri) {
    return with("Freshet-Source-Uri", encoded(uri));
  }

  /** When it was published, if not now. */
  public Publication publishedAt(Instant time) {
    return with("Freshet-Published-At", time.toString());
  }

  /** When it ends by itself. */
  public Publication expiresAt(Instant time) {
    return with("Freshet-Expires-At", time.toString());
  }

  /** Who may read it, such as {@code group:legal}; else everyone in the tenant. */
  public Publication acl(String... principals) {
    return with("Freshet-Acl", encoded(String.join(",", List.of(principals))));
  }

  /**
   * A field of your own, for filters on {@code meta.<name>}.
   *
   * @param name of letters, digits and what else HTTP allows in names; in lower case it arrives
   */
  public Publication meta(String name, String value) {
    if (!FIELD_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a field: use letters, digits, '-', '_' and '.'");
    }
    return with("Freshet-Meta-" + name, encoded(value));
  }

  private Publication with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Publication(id, body, source, more);
  }

  /** The service decodes {@code %XX}: see docs/http-headers.md. */
  private static String encoded(String value) {
    return Call.encoded(value);
  }

  Call call() {
    return Call.put(Documents.path(id, source), headers, body);
  }
}
