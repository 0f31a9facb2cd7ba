package dev.freshet.common.document;

import java.nio.charset.StandardCharsets;

/**
 * The publisher's name for a document: 1 to 512 bytes of UTF-8, the Kafka key of the published
 * record.
 *
 * @param value the id as text
 */
public record DocumentId(String value) {
  /** The longest id, in bytes of UTF-8. */
  public static final int MAX_BYTES = 512;

  /**
   * @throws IllegalArgumentException when the id is empty or longer than {@link #MAX_BYTES}
   */
  public DocumentId {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new IllegalArgumentException("id is empty: give 1 to 512 bytes of UTF-8");
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "id has " + bytes + " bytes: give at most " + MAX_BYTES + " bytes of UTF-8");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
