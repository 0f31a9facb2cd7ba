package dev.freshet.query.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.store.Filter;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Spelling;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a search strictly: whatever is not understood is a problem that names field and fix. Rooms
 * whose requests are searches with fields of their own read those from the same {@link Fields}.
 */
public final class SearchReader {
  private static final int MAX_QUERY_CHARACTERS = 4096;
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 200;

  /** The fields that every retrieval has. */
  public static final List<String> FIELDS =
      List.of(
          "query",
          "limit",
          "mode",
          "filter",
          "sources",
          "freshness",
          "recency",
          "diversity",
          "rerank",
          "at");

  private final List<String> sources;

  /**
   * @param sources the source topics there are
   */
  public SearchReader(List<String> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * A request that is a search and nothing else.
   *
   * @throws Problem naming the field and the fix
   */
  public SearchRequest read(InputStream body) {
    Fields fields = fields(body, ListingReader.FIELDS);
    return read(fields, DEFAULT_LIMIT, ListingReader.read(fields));
  }

  /**
   * The fields of a request that is a search and has these fields besides.
   *
   * @throws Problem for a body that is no JSON object, or a field that is unknown
   */
  public static Fields fields(InputStream body, List<String> besides) {
    return fields(JsonBody.read(body, "{\"query\":\"…\"}"), besides);
  }

  /** The same of a request that is read already. */
  public static Fields fields(JsonNode request, List<String> besides) {
    List<String> known = Stream.concat(FIELDS.stream(), besides.stream()).toList();
    return Fields.of(request, "", known);
  }

  /**
   * The search in a request.
   *
   * @param fields that {@link #fields} gave
   * @param limit where the request says none
   * @throws Problem naming the field and the fix
   */
  public SearchRequest read(Fields fields, int limit) {
    return read(fields, limit, Listing.PLAIN);
  }

  private SearchRequest read(Fields fields, int limit, Listing listing) {
    Demand demand = Demand.read(fields);
    return new SearchRequest(
        query(fields),
        fields.integer("limit", limit, 1, MAX_LIMIT),
        fields.choice("mode", List.of(Mode.values()), Mode::label),
        fields.has("filter") ? FilterReader.read(fields.get("filter")) : Filter.EVERYTHING,
        sources(fields),
        demand.token(),
        demand.asOf(),
        demand.patience(),
        OrderingReader.read(fields),
        listing,
        at(fields, listing));
  }

  private static Optional<Moment> at(Fields fields, Listing listing) {
    if (fields.has("rerank") && listing.cursor().isPresent()) {
      throw Problem.field(
          "cursor", "\"cursor\" and \"rerank\" do not go together: give a greater \"limit\"");
    }
    return ListingReader.at(fields);
  }

  private static String query(Fields fields) {
    String query = fields.text("query").orElse("");
    if (query.isBlank()) {
      throw Problem.field("query", "\"query\" is missing or empty: give 1 to 4096 characters");
    }
    if (query.length() > MAX_QUERY_CHARACTERS) {
      throw Problem.field(
          "query",
          "\"query\" has " + query.length() + " characters: give at most " + MAX_QUERY_CHARACTERS);
    }
    return query;
  }

  private Set<String> sources(Fields fields) {
    Set<String> wanted = new HashSet<>(fields.texts("sources", 100));
    for (String source : wanted) {
      if (!sources.contains(source)) {
        throw Problem.field("sources", Spelling.unknown("source", source, sources));
      }
    }
    return wanted;
  }
}
