package dev.freshet.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events (WHATWG HTML, "Server-sent events"): lines that end in CR, LF or both,
 * comments passed over, an event whose blank line did not come is dropped. An event's data are at
 * most 16 MiB.
 */
final class EventReader {
  /**
   * An event.
   *
   * @param id of this event or of the last before it that had one
   * @param name its kind; {@code message} where it names none
   */
  record Event(Optional<String> id, String name, String data) {}

  private static final int MOST_BYTES = 16 << 20;
  private static final String BOM = "\uFEFF";

  private final InputStream in;
  private boolean afterCarriageReturn;
  private boolean first = true;
  private Optional<String> lastId = Optional.empty();
  private Optional<Long> retryMillis = Optional.empty();

  EventReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** What the stream asks to wait before coming back, as last said. */
  Optional<Long> retryMillis() {
    return retryMillis;
  }

  /** The next event; null at the end. */
  Event next() throws IOException {
    String name = "";
    StringBuilder data = new StringBuilder();
    boolean any = false;
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        if (any) {
          return new Event(lastId, name.isEmpty() ? "message" : name, data.toString());
        }
        name = "";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> name = value;
        case "data" -> {
          if (data.length() + value.length() > MOST_BYTES) {
            throw new IOException("an event is larger than " + MOST_BYTES + " characters");
          }
          data.append(any ? "\n" : "").append(value);
          any = true;
        }
        case "id" -> lastId = value.indexOf('\0') < 0 ? Optional.of(value) : lastId;
        case "retry" ->
            retryMillis =
                value.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(value)) : retryMillis;
        default -> {
          // A comment, or a field of a later age.
        }
      }
    }
    return null;
  }

  /** The next line without its end; null at the end, where half a line is none. */
  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      boolean second = next == '\n' && afterCarriageReturn;
      afterCarriageReturn = next == '\r';
      if (second) {
        continue;
      }
      if (next == '\n' || next == '\r') {
        return text(bytes);
      }
      if (bytes.size() == MOST_BYTES) {
        throw new IOException("a line is longer than " + MOST_BYTES + " bytes");
      }
      bytes.write(next);
    }
  }

  private String text(ByteArrayOutputStream bytes) {
    String line = bytes.toString(StandardCharsets.UTF_8);
    boolean marked = first && line.startsWith(BOM);
    first = false;
    return marked ? line.substring(1) : line;
  }
}
