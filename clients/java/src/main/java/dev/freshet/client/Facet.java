package dev.freshet.client;

import java.util.List;

/**
 * How many documents have which value of a field.
 *
 * @param values the most frequent ones, in that order
 * @param other documents with another value
 * @param missing documents without the field
 */
public record Facet(List<Count> values, long other, long missing) {
  /**
   * A value.
   *
   * @param documents that have it
   */
  public record Count(String value, long documents) {}

  static Facet of(Json json) {
    return new Facet(
        json.list("values", v -> new Count(v.text("value"), v.whole("documents").orElse(0))),
        json.whole("other").orElse(0),
        json.whole("missing").orElse(0));
  }
}
