package dev.freshet.client;

import java.util.List;

/**
 * What a search found.
 *
 * @param results the best first
 * @param freshness as of what
 * @param tookMs milliseconds in the service
 * @param json the whole answer, for fields that this client has no word for
 */
public record SearchResponse(List<Hit> results, Watermark freshness, double tookMs, String json) {
  static SearchResponse of(Json json) {
    return new SearchResponse(
        json.list("results", Hit::of),
        Watermark.of(json.at("freshness")),
        json.number("tookMs").orElse(0),
        json.node().toString());
  }
}
