package dev.freshet.query.retrieval;

import dev.freshet.common.document.Position;
import dev.freshet.common.ranking.Recency;
import dev.freshet.common.store.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A search, read.
 *
 * @param query 1 to 4096 characters, not blank
 * @param limit 1 to 200; of documents where they are grouped, else of passages
 * @param mode which lists
 * @param filter what documents must be like
 * @param sources only these; empty: all
 * @param token must have come out
 * @param asOf what was published before must have come out
 * @param patience how long for that
 * @param ordering what else orders the passages
 * @param listing how they are given, and what is counted
 * @param at read as of then; empty: as of now
 */
public record SearchRequest(
    String query,
    int limit,
    Mode mode,
    Filter filter,
    Set<String> sources,
    Optional<Position> token,
    Optional<Instant> asOf,
    Duration patience,
    Ordering ordering,
    Listing listing,
    Optional<Moment> at) {

  /** One that is ordered by the fused score alone, listed passage by passage, as of now. */
  public SearchRequest(
      String query,
      int limit,
      Mode mode,
      Filter filter,
      Set<String> sources,
      Optional<Position> token,
      Optional<Instant> asOf,
      Duration patience) {
    this(
        query,
        limit,
        mode,
        filter,
        sources,
        token,
        asOf,
        patience,
        Ordering.PLAIN,
        Listing.PLAIN,
        Optional.empty());
  }

  /** The same without filter, as of now, over all sources, fused from both lists. */
  public static SearchRequest of(String query, int limit) {
    return new SearchRequest(
        query,
        limit,
        Mode.HYBRID,
        Filter.EVERYTHING,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO);
  }

  /** The same, with what age does said where the request leaves it to the settings. */
  public SearchRequest aging(Recency standard) {
    if (ordering.recency().isPresent()) {
      return this;
    }
    var said = new Ordering(ordering.rerank(), Optional.of(standard), ordering.diversity());
    return new SearchRequest(
        query, limit, mode, filter, sources, token, asOf, patience, said, listing, at);
  }

  /** The same with another limit. */
  public SearchRequest limit(int most) {
    return new SearchRequest(
        query, most, mode, filter, sources, token, asOf, patience, ordering, listing, at);
  }
}
