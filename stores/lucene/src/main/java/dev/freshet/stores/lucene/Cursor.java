package dev.freshet.stores.lucene;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended: the last entry's time and identity.
 *
 * @param told microseconds
 * @param key the identity
 */
record Cursor(long told, String key) {

  /** As a text without meaning to others. */
  String token() {
    byte[] bytes = (told + " " + key).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws IllegalArgumentException when the text is none of ours
   */
  static Cursor parse(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return new Cursor(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "cursor is none that a page gave: leave it out to start again", e);
    }
  }
}
