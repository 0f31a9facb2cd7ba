package dev.freshet.ingest.parse.blocks;

import java.util.Locale;

/**
 * A file to read, or one inside another.
 *
 * @param content all of it
 * @param filename a hint; empty where unknown
 * @param contentType media type as detected, parameters left out, lower case
 * @param hintedCharset what whoever sent it says its text is encoded in; empty where nothing
 */
public record Source(Content content, String filename, String contentType, String hintedCharset) {

  /** Of bytes in memory. */
  public Source(byte[] bytes, String filename, String contentType, String hintedCharset) {
    this(new Content.Held(bytes), filename, contentType, hintedCharset);
  }

  /** All of it, in memory. */
  public byte[] bytes() {
    return content.bytes();
  }

  /** Whether the filename ends in one of these, say {@code .md}. */
  public boolean named(String... endings) {
    String lower = filename.toLowerCase(Locale.ROOT);
    for (String ending : endings) {
      if (lower.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
