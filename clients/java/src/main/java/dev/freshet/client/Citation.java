package dev.freshet.client;

import java.util.List;
import java.util.OptionalInt;

/**
 * One numbered source of a context or an answer.
 *
 * @param number from 1; the text refers to it as {@code [number]}
 * @param document it is of
 * @param passages those it is made of, without texts, in the document's order
 * @param text as it stands in the context
 * @param suspicious the rules that found an instruction in it; empty: none did
 * @param truncated whether its end was cut off to fit the budget
 */
public record Citation(
    int number,
    FoundDocument document,
    List<Passage> passages,
    String text,
    List<String> suspicious,
    boolean truncated) {
  static Citation of(Json json) {
    return new Citation(
        json.integer("number").orElse(0),
        FoundDocument.of(json.at("document")),
        passages(json),
        json.text("text"),
        json.texts("suspicious"),
        json.flag("truncated"));
  }

  /** A context names each passage, an answer their numbers and what is of the first. */
  private static List<Passage> passages(Json json) {
    if (json.has("passages")) {
      return json.list("passages", Passage::of);
    }
    return json.list(
        "ordinals",
        ordinal ->
            new Passage(
                "",
                json.texts("headingPath"),
                json.integer("page"),
                OptionalInt.of(ordinal.node().asInt()),
                List.of()));
  }
}
