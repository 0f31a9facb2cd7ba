package dev.freshet.claims;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A folder or a part of a bucket. What lies in it is told by names, never by the letters that an
 * address happens to begin with: {@code /claims-old} is not within {@code /claims}, and an address
 * with {@code ..} or an empty segment is within nothing.
 *
 * @param scheme {@code file} or {@code s3}
 * @param bucket of S3; empty of a folder
 * @param segments of its path, perhaps none of a bucket
 */
record Location(String scheme, String bucket, List<String> segments) {
  private static final String FILE = "file";
  private static final String S3 = "s3";
  private static final String HINT = "give file:/folder or s3://bucket/prefix";
  private static final String BUCKET = "[A-Za-z0-9][A-Za-z0-9._-]{1,254}";
  private static final int LONGEST_SEGMENT = 255;
  private static final int LONGEST_KEY = 1024;

  /**
   * Reads {@code file:/folder} or {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static Location parse(String text) {
    try {
      return of(URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text))
          .filter(location -> !location.isFolder() || !location.segments().isEmpty())
          .orElseThrow(() -> new IllegalArgumentException(HINT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(HINT, e);
    }
  }

  /** Reads several, separated by commas. */
  static List<Location> parseAll(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .map(Location::parse)
        .toList();
  }

  private static Optional<Location> of(URI uri) {
    if (uri.isOpaque()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || uri.getScheme() == null) {
      return Optional.empty();
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    boolean known =
        switch (uri.getScheme()) {
          case FILE -> authority.isEmpty();
          case S3 -> authority.matches(BUCKET);
          default -> false;
        };
    return known
        ? segments(uri.getPath()).map(s -> new Location(uri.getScheme(), authority, s))
        : Optional.empty();
  }

  private static Optional<List<String>> segments(String path) {
    if (path.isEmpty()) {
      return Optional.of(List.of());
    }
    List<String> segments = List.of(path.substring(1).split("/", -1));
    boolean plain =
        segments.stream().allMatch(Location::isPlain)
            && path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    return path.startsWith("/") && plain ? Optional.of(segments) : Optional.empty();
  }

  private static boolean isPlain(String segment) {
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && segment.chars().noneMatch(Character::isISOControl)
        && segment.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SEGMENT;
  }

  boolean isFolder() {
    return scheme.equals(FILE);
  }

  Path folder() {
    return Path.of("/" + String.join("/", segments));
  }

  /** The name within this location of what an address means; empty where it lies elsewhere. */
  Optional<String> nameOf(URI address) {
    return of(address)
        .filter(other -> other.scheme.equals(scheme) && other.bucket.equals(bucket))
        .map(Location::segments)
        .filter(all -> all.size() > segments.size())
        .filter(all -> all.subList(0, segments.size()).equals(segments))
        .map(all -> String.join("/", all.subList(segments.size(), all.size())));
  }

  /** The key in the bucket of a name within this location. */
  String key(String name) {
    return segments.stream().map(segment -> segment + "/").collect(Collectors.joining()) + name;
  }

  /** The address of a name within this location. */
  URI address(String name) {
    if (isFolder()) {
      return folder().resolve(name).toUri();
    }
    try {
      return URI.create(new URI(S3, bucket, "/" + key(name), null, null).toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a name of ours made no address", e);
    }
  }

  @Override
  public String toString() {
    String path = segments.stream().map(s -> "/" + s).collect(Collectors.joining());
    return isFolder() ? FILE + ":" + path : S3 + "://" + bucket + path;
  }
}
