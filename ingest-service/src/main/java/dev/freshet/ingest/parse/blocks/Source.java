package dev.freshet.ingest.parse.blocks;

import java.util.Locale;

/**
 * A file to read, or one inside another.
 *
 * @param bytes all of it; not changed
 * @param filename a hint; empty where unknown
 * @param contentType media type as detected, parameters left out, lower case
 * @param hintedCharset what whoever sent it says its text is encoded in; empty where nothing
 */
// An array, because a file is not copied on its way, and nobody compares files.
@SuppressWarnings("ArrayRecordComponent")
public record Source(byte[] bytes, String filename, String contentType, String hintedCharset) {

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
