package dev.freshet.query.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param headers besides the content type
 * @param body all of it at once, or piece by piece
 */
public record Reply(int status, String contentType, Map<String, String> headers, Body body) {
  /** The body of a reply. */
  public sealed interface Body {}

  /**
   * All of it.
   *
   * @param bytes not to be changed any more
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Whole(byte[] bytes) implements Body {}

  /** What comes piece by piece. */
  @FunctionalInterface
  public non-sealed interface Streamed extends Body {
    /**
     * Writes until it is done; each flush reaches the reader. Runs on the request's thread after
     * the handler has returned; interrupted where the service ends.
     *
     * @throws IOException where the reader is gone
     */
    void to(OutputStream out) throws IOException;
  }

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer that is there at once. */
  public Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    this(status, contentType, headers, new Whole(body));
  }

  /** An answer of server-sent events, as they come. */
  public static Reply events(Map<String, String> headers, Streamed events) {
    return new Reply(200, ServerSentEvents.TYPE, headers, events);
  }

  /** A JSON answer. */
  public static Reply json(int status, JsonNode tree) {
    return json(status, JSON, Map.of(), tree);
  }

  /** A JSON answer with headers, possibly of another media type written in JSON. */
  public static Reply json(
      int status, String contentType, Map<String, String> headers, JsonNode tree) {
    return new Reply(status, contentType, headers, bytes(tree));
  }

  /** A tree as UTF-8. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not writable", e);
    }
  }
}
