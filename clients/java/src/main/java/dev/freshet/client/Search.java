package dev.freshet.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
 * @param more further fields of the contract by name, as JSON texts: ages, groups, pages, facets
 *     and what this client has no word for
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

  /** The same with scores that halve with each half-life of age: whole seconds, 1 s to 36500 d. */
  public Search recency(Duration halfLife) {
    return recency("halfLife", TextNode.valueOf(halfLife.toString()));
  }

  /**
   * The same with scores of which a share halves with each half-life.
   *
   * @param weight that share, 0 to 1
   */
  public Search recency(Duration halfLife, double weight) {
    return recency(halfLife).recency("weight", DoubleNode.valueOf(weight));
  }

  /** The same without what was published longer ago than that: whole seconds, 1 s to 36500 d. */
  public Search notOlderThan(Duration age) {
    return recency("notOlderThan", TextNode.valueOf(age.toString()));
  }

  private Search recency(String name, JsonNode value) {
    JsonNode before = Json.parse(more.getOrDefault("recency", "{}"));
    return with("recency", ((ObjectNode) before).set(name, value).toString());
  }

  /**
   * The same with passages that do not repeat each other.
   *
   * @param lambda 0 to 1; at 1 only relevance counts
   */
  public Search diversity(double lambda) {
    return with(
        "diversity", JsonNodeFactory.instance.objectNode().put("lambda", lambda).toString());
  }

  /**
   * The same with at most so many passages of a document, side by side; the limit counts documents.
   */
  public Search byDocument(int passages) {
    return with("groupBy", TextNode.valueOf("document").toString())
        .with("groupSize", Integer.toString(passages));
  }

  /** The same, counting all documents that filter and access let through by these fields. */
  public Search facets(String... fields) {
    var names = JsonNodeFactory.instance.arrayNode();
    List.of(fields).forEach(names::add);
    return with("facets", names.toString());
  }

  /**
   * The page behind an answer: the same search, without facets, which the first page has.
   *
   * @param next as {@link SearchResponse#next} gave it
   */
  public Search page(String next) {
    Map<String, String> fields = new LinkedHashMap<>(more);
    fields.remove("facets");
    fields.put("cursor", TextNode.valueOf(next).toString());
    return new Search(query, limit, mode, filter, sources, token, asOf, patience, fields);
  }

  /** The same among what was retrievable at a time. */
  public Search at(Instant time) {
    return with("at", TextNode.valueOf(time.toString()).toString());
  }

  /** The same among what was retrievable when that version became so. */
  public Search at(Token version) {
    return with("at", TextNode.valueOf(version.value()).toString());
  }

  /** The same in the order of the service's reranker. */
  public Search rerank() {
    return with("rerank", "true");
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
