package dev.freshet.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param results the best first; of a search by document those of its groups, one after the other
 * @param groups of a search by document, the best first; else empty
 * @param next leads to the next page, with {@link Search#page}; empty where there is none
 * @param facets by field, as the search asked for them
 * @param rerankFailure why a reranker that was asked for had no say; empty where it had, or was not
 * @param freshness as of what
 * @param tookMs milliseconds in the service
 * @param json the whole answer, for fields that this client has no word for
 */
public record SearchResponse(
    List<Hit> results,
    List<Group> groups,
    Optional<String> next,
    Map<String, Facet> facets,
    Optional<String> rerankFailure,
    Watermark freshness,
    double tookMs,
    String json) {
  static SearchResponse of(Json json) {
    List<Group> groups =
        json.list("results", result -> result).stream()
            .filter(result -> result.has("passages"))
            .map(Group::of)
            .toList();
    return new SearchResponse(
        groups.isEmpty()
            ? json.list("results", Hit::of)
            : groups.stream().flatMap(group -> group.passages().stream()).toList(),
        groups,
        json.optionalText("next"),
        json.map("facets", facet -> Facet.of(new Json(facet))),
        json.optionalText("rerankFailure"),
        Watermark.of(json.at("freshness")),
        json.number("tookMs").orElse(0),
        json.node().toString());
  }
}
