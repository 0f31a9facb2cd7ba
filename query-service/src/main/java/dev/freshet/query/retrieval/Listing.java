package dev.freshet.query.retrieval;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How what was found is given.
 *
 * @param groupSize grouped by document, at most so many passages of each, 1 to 20; empty: passage
 *     by passage
 * @param cursor where the page before ended; empty: the first page
 * @param facets text fields by whose values documents are counted
 */
public record Listing(OptionalInt groupSize, Optional<String> cursor, List<String> facets) {
  /** The first passages, one by one; nothing is counted. */
  public static final Listing PLAIN = new Listing(OptionalInt.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  public Listing {
    facets = List.copyOf(facets);
  }
}
