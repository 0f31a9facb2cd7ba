package dev.freshet.query.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param headers besides the content type
 * @param body the bytes, not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
  /** The media type of JSON. */
  public static final String JSON = "application/json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A JSON answer. */
  public static Reply json(int status, JsonNode tree) {
    return json(status, JSON, Map.of(), tree);
  }

  /** A JSON answer with headers, possibly of another media type written in JSON. */
  public static Reply json(
      int status, String contentType, Map<String, String> headers, JsonNode tree) {
    try {
      return new Reply(status, contentType, headers, MAPPER.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not writable", e);
    }
  }
}
