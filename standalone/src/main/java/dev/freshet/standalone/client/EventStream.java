package dev.freshet.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events whose data is JSON, one after the other. One thread at a time. */
public final class EventStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final BufferedReader lines;

  /**
   * An event.
   *
   * @param id by which it can be gone on after
   * @param name its kind
   * @param data its JSON
   */
  public record Event(Optional<String> id, String name, JsonNode data) {}

  EventStream(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next event; empty at the end.
   *
   * @throws Unreachable when the stream breaks off
   */
  public Optional<Event> next() {
    try {
      Optional<String> id = Optional.empty();
      String name = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !data.isEmpty()) {
          return Optional.of(new Event(id, name, JSON.readTree(data.toString())));
        }
        if (line.startsWith("id: ")) {
          id = Optional.of(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new Unreachable("the service ended the stream", e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new Unreachable("the stream does not close", e);
    }
  }
}
