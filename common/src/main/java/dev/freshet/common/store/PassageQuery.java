package dev.freshet.common.store;

import dev.freshet.common.embed.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a store.
 *
 * @param vector for the dense list; empty: no such list
 * @param terms analysed query terms for the sparse list, in order, repeated ones counting once;
 *     empty: no such list
 * @param depth how long each list may get, 1 to 1000
 * @param access on whose behalf
 * @param filter what else must hold
 * @param sources only these source topics; empty: all
 * @param now the asker's time: a document that has expired by then is not given
 */
public record PassageQuery(
    Optional<Vector> vector,
    List<String> terms,
    int depth,
    Access access,
    Filter filter,
    Set<String> sources,
    Instant now) {
  /**
   * @throws IllegalArgumentException when depth is out of range
   */
  public PassageQuery {
    if (depth < 1 || depth > 1000) {
      throw new IllegalArgumentException("depth is " + depth + ": give 1 to 1000");
    }
    terms = List.copyOf(terms);
    sources = Set.copyOf(sources);
  }
}
