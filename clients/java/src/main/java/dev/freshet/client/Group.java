package dev.freshet.client;

import java.util.List;

/**
 * A document with the best of its passages, of a search {@link Search#byDocument by document}.
 *
 * @param document which
 * @param score of its best passage
 * @param passages the best first
 */
public record Group(FoundDocument document, double score, List<Hit> passages) {
  static Group of(Json json) {
    FoundDocument document = FoundDocument.of(json.at("document"));
    return new Group(
        document,
        json.number("score").orElse(0),
        json.list("passages", passage -> Hit.of(document, passage)));
  }
}
