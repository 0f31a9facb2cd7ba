package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/**
 * A passage of an example.
 *
 * @param document its identity, source/tenant/id
 * @param version of the document
 * @param passage its place in that version, from 0
 * @param text of it
 */
record Piece(String document, String version, int passage, String text)
    implements Comparable<Piece> {
  private static final Comparator<Piece> ORDER =
      Comparator.comparing(Piece::document)
          .thenComparing(Piece::version)
          .thenComparingInt(Piece::passage)
          .thenComparing(Piece::text);

  @Override
  public int compareTo(Piece other) {
    return ORDER.compare(this, other);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("document", document)
        .put("version", version)
        .put("passage", passage)
        .put("text", text);
  }

  static Piece of(JsonNode json) {
    return new Piece(
        json.path("document").asText(),
        json.path("version").asText(),
        json.path("passage").asInt(),
        json.path("text").asText());
  }
}
