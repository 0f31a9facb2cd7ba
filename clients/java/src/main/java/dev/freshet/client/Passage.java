package dev.freshet.client;

import java.util.List;
import java.util.OptionalInt;

/**
 * A passage.
 *
 * @param text its text; empty where an answer names it only
 * @param headingPath the headings it stands under, the outermost first
 * @param page from 1; empty where the file has no pages
 * @param ordinal which of its document's, from 0
 * @param highlights where the query's words stand
 */
public record Passage(
    String text,
    List<String> headingPath,
    OptionalInt page,
    OptionalInt ordinal,
    List<Range> highlights) {
  /**
   * A part of the text, in UTF-16 code units as Java counts them.
   *
   * @param from the first
   * @param to the one behind the last
   */
  public record Range(int from, int to) {}

  static Passage of(Json json) {
    return new Passage(
        json.text("text"),
        json.texts("headingPath"),
        json.integer("page"),
        json.integer("ordinal"),
        json.list("highlights", Passage::range));
  }

  /** The innermost heading; empty where there is none. */
  public String heading() {
    return headingPath.isEmpty() ? "" : headingPath.getLast();
  }

  private static Range range(Json pair) {
    return new Range(pair.node().path(0).asInt(), pair.node().path(1).asInt());
  }
}
