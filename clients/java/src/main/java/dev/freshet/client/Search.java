package dev.freshet.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A search. What is left out is the service's default.
 *
 * @param query 1 to 4096 characters
 * @param limit how many passages, 1 to 200
 * @param mode which lists
 * @param filter what documents must be like
 * @param sources only these source topics; empty: all
 * @param token must be retrievable
 * @param asOf what was published before must be retrievable; a search has a token or this
 * @param patience how long the service waits for that, up to 30 s
 * @param more further fields of the contract by name, as JSON texts
 */
public record Search(
    String query,
    OptionalInt limit,
    Optional<Mode> mode,
    Optional<Filter> filter,
    List<String> sources,
    Optional<Token> token,
    Optional<Instant> asOf,
    Optional<Duration> patience,
    Map<String, String> more) {
  /** Copies list and map. */
  public Search {
    sources = List.copyOf(sources);
    more = Map.copyOf(more);
  }

  /** A search by the service's defaults. */
  public static Search of(String query) {
    return new Search(
        query,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The same for at most so many passages. */
  public Search limit(int most) {
    return new Search(
        query, OptionalInt.of(most), mode, filter, sources, token, asOf, patience, more);
  }

  /** The same in these lists. */
  public Search mode(Mode lists) {
    return new Search(
        query, limit, Optional.of(lists), filter, sources, token, asOf, patience, more);
  }

  /** The same among documents that the filter lets through. */
  public Search filter(Filter condition) {
    return new Search(
        query, limit, mode, Optional.of(condition), sources, token, asOf, patience, more);
  }

  /** The same in these source topics. */
  public Search sources(String... topics) {
    return new Search(query, limit, mode, filter, List.of(topics), token, asOf, patience, more);
  }

  /** The same once the version that the token names is retrievable. */
  public Search after(Token version) {
    return new Search(
        query,
        limit,
        mode,
        filter,
        sources,
        Optional.of(version),
        Optional.empty(),
        patience,
        more);
  }

  /** The same once what was published before the time is retrievable. */
  public Search asOf(Instant time) {
    return new Search(
        query, limit, mode, filter, sources, Optional.empty(), Optional.of(time), patience, more);
  }

  /** The same with another wait for freshness; past it the service answers 504. */
  public Search patience(Duration most) {
    return new Search(query, limit, mode, filter, sources, token, asOf, Optional.of(most), more);
  }

  /**
   * The same with a field of the contract that this client has no word for.
   *
   * @param json its value as JSON, such as {@code "document"} with its quotes, or {@code true}
   */
  public Search with(String field, String json) {
    Map<String, String> fields = new LinkedHashMap<>(more);
    fields.put(field, json);
    return new Search(query, limit, mode, filter, sources, token, asOf, patience, fields);
  }

  /** The request's body; a caller may add fields. */
  ObjectNode json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", query);
    limit.ifPresent(most -> body.put("limit", most));
    mode.ifPresent(lists -> body.put("mode", lists.label()));
    filter.ifPresent(condition -> body.set("filter", Json.parse(condition.json())));
    if (!sources.isEmpty()) {
      sources.forEach(body.putArray("sources")::add);
    }
    if (token.isPresent() || asOf.isPresent() || patience.isPresent()) {
      ObjectNode freshness = body.putObject("freshness");
      token.ifPresent(version -> freshness.put("token", version.value()));
      asOf.ifPresent(time -> freshness.put("asOf", time.toString()));
      patience.ifPresent(most -> freshness.put("waitMs", most.toMillis()));
    }
    more.forEach((field, json) -> body.set(field, Json.parse(json)));
    return body;
  }
}
