package dev.freshet.ingest.streams;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Headers that are text. */
final class HeaderText {
  private HeaderText() {}

  /** From now on it is this one alone. */
  static void set(Headers headers, String name, String text) {
    headers.remove(name);
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
