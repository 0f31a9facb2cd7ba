package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The document of a passage.
 *
 * @param id its publisher's id
 * @param source its source topic
 * @param version its position there
 * @param title empty where it has none, as are the next three
 * @param filename of the file
 * @param contentType of the file
 * @param sourceUri where a person finds the original
 * @param publishedAt when
 * @param meta its publisher's own fields
 */
public record FoundDocument(
    String id,
    String source,
    Optional<Token> version,
    String title,
    String filename,
    String contentType,
    String sourceUri,
    Optional<Instant> publishedAt,
    Map<String, String> meta) {
  static FoundDocument of(Json json) {
    return new FoundDocument(
        json.text("id"),
        json.text("source"),
        json.token("version"),
        json.text("title"),
        json.text("filename"),
        json.text("contentType"),
        json.text("sourceUri"),
        json.time("publishedAt"),
        json.map("meta", JsonNode::asText));
  }
}
