package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Which document, and where in it, for a person. */
final class DocumentText {
  private DocumentText() {}

  /** Its title, else its file's name, else its id. */
  static String name(JsonNode document) {
    for (String field : List.of("title", "filename", "id")) {
      String text = document.path(field).asText("");
      if (!text.isBlank() && !text.equals("null")) {
        return text;
      }
    }
    return "?";
  }

  /**
   * Id, headings and page, as far as they are known.
   *
   * @param place has the headings and the page
   */
  static String where(JsonNode document, JsonNode place) {
    var parts = new ArrayList<String>();
    parts.add(document.path("id").asText());
    var headings = new ArrayList<String>();
    place.path("headingPath").forEach(heading -> headings.add(heading.asText()));
    if (!headings.isEmpty()) {
      parts.add(String.join(" › ", headings));
    }
    if (place.path("page").isNumber()) {
      parts.add("page " + place.path("page").asInt());
    }
    return Terminal.harmless(String.join(" · ", parts));
  }
}
