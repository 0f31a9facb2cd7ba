package dev.freshet.client;

import java.util.List;

/**
 * Text for a prompt, with its sources.
 *
 * @param text the numbered sources
 * @param tokens how many the text has
 * @param citations in the order of their numbers
 * @param freshness as of what
 * @param json the whole answer, for fields that this client has no word for
 */
public record Context(
    String text, int tokens, List<Citation> citations, Watermark freshness, String json) {
  static Context of(Json json) {
    return new Context(
        json.text("text"),
        json.integer("tokens").orElse(0),
        json.list("citations", Citation::of),
        Watermark.of(json.at("freshness")),
        json.node().toString());
  }
}
