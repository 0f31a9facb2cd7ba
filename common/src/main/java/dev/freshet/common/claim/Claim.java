package dev.freshet.common.claim;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a document's bytes lie, and what they must be.
 *
 * @param uri {@code file:/folder/name} or {@code s3://bucket/key}
 * @param size in bytes, at least 1
 * @param sha256 64 hexadecimal digits in lower case
 */
public record Claim(URI uri, long size, String sha256) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST = 2048;

  /**
   * @throws IllegalArgumentException naming the part that is not of its form, and what to give
   */
  public Claim {
    if (!uri.isAbsolute() || uri.toString().length() > LONGEST) {
      throw new IllegalArgumentException(
          "uri: give an absolute one of at most "
              + LONGEST
              + " characters, such as s3://bucket/key or file:/folder/name");
    }
    if (size < 1) {
      throw new IllegalArgumentException("size: give the bytes as a whole number from 1");
    }
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256: give 64 hexadecimal digits in lower case");
    }
  }
}
