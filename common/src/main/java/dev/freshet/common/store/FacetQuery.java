package dev.freshet.common.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is to be counted: the documents that a query's filter, sources and access let through,
 * whatever its words.
 *
 * @param fields text fields of {@link Filter}
 * @param most how many values of each, 1 to 1000
 * @param access on whose behalf
 * @param filter what else must hold
 * @param sources only these source topics; empty: all
 * @param now the asker's time: a document that has expired by then is not counted
 */
public record FacetQuery(
    List<String> fields, int most, Access access, Filter filter, Set<String> sources, Instant now) {
  /** How many different values of a field are counted at most. */
  public static final int MAX_VALUES = 100_000;

  /**
   * @throws IllegalArgumentException when a field is no text field, or the number is out of range
   */
  public FacetQuery {
    fields = List.copyOf(fields);
    sources = Set.copyOf(sources);
    fields.forEach(field -> new Filter.In(field, List.of()));
    if (most < 1 || most > 1000) {
      throw new IllegalArgumentException("values wanted are " + most + ": give 1 to 1000");
    }
  }
}
