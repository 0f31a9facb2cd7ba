package dev.freshet.query.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.store.Filter;
import dev.freshet.query.retrieval.Mode;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody watches for.
 *
 * @param query 1 to 4096 characters
 * @param mode which side of passages counts
 * @param minScore from which score on, 0 to 1
 * @param filter what documents must be like
 * @param filterJson the filter as it was given, to be kept
 * @param sources only these; empty: all
 */
record Wanted(
    String query,
    Mode mode,
    double minScore,
    Filter filter,
    Optional<JsonNode> filterJson,
    Set<String> sources) {
  Wanted {
    sources = Set.copyOf(sources);
  }

  /** Whether documents like this are asked for at all. */
  boolean concerns(DocumentIdentity identity, Metadata metadata) {
    return (sources.isEmpty() || sources.contains(identity.source()))
        && filter.matches(identity, metadata);
  }
}
