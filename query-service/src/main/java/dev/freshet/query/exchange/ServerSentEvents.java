package dev.freshet.query.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes server-sent events (WHATWG HTML, "Server-sent events"). Each reaches the reader at once.
 * Not thread-safe: belongs to one reply.
 */
public final class ServerSentEvents {
  /** The media type. */
  public static final String TYPE = "text/event-stream";

  private final OutputStream out;

  /**
   * @param out to the reader
   */
  public ServerSentEvents(OutputStream out) {
    this.out = out;
  }

  /**
   * One event.
   *
   * @param id by which a reader that comes back says how far it was; one line
   * @param name its kind; one line
   * @param data any text; line breaks are kept, as LF
   * @throws IOException where the reader is gone
   */
  public void send(Optional<String> id, String name, String data) throws IOException {
    StringBuilder event = new StringBuilder();
    id.ifPresent(value -> event.append("id: ").append(oneLine(value)).append('\n'));
    event.append("event: ").append(oneLine(name)).append('\n');
    data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) {
      event.append("data: \n");
    }
    write(event.append('\n'));
  }

  /**
   * One event that has neither id nor kind, such as those of OpenAI's interface.
   *
   * @throws IOException where the reader is gone
   */
  public void send(String data) throws IOException {
    StringBuilder event = new StringBuilder();
    data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    write(event.append('\n'));
  }

  /**
   * What no reader shows: tells both ends that the other one is there.
   *
   * @throws IOException where the reader is gone
   */
  public void beat() throws IOException {
    write(new StringBuilder(": \n\n"));
  }

  private void write(StringBuilder text) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String oneLine(String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("an event's id and name are of one line");
    }
    return value;
  }
}
