package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How fresh an answer is.
 *
 * @param offsets the last offset that came out, by source partition such as {@code documents-0}
 * @param ageSeconds how long the oldest document not yet retrievable has waited; 0: none waits
 */
public record Watermark(Map<String, Long> offsets, double ageSeconds) {
  static Watermark of(Json json) {
    return new Watermark(
        json.map("watermark", JsonNode::longValue), json.number("ageSeconds").orElse(0));
  }

  /** Whether the version that the token names had come out. */
  public boolean covers(Token token) {
    int at = token.value().lastIndexOf('@');
    Long offset = offsets.get(token.value().substring(0, at));
    return offset != null && offset >= Long.parseLong(token.value().substring(at + 1));
  }
}
