package dev.freshet.stores.lucene;

import dev.freshet.common.store.Access;
import dev.freshet.common.store.FacetQuery;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.PassageQuery;
import java.time.Instant;
import java.util.Set;

/**
 * What the caller may see and asks to see, of what has not expired by then.
 *
 * @param access on whose behalf
 * @param filter what must hold
 * @param sources only these source topics; empty: all
 * @param now the asker's time
 */
record Admission(Access access, Filter filter, Set<String> sources, Instant now) {
  static Admission of(PassageQuery query) {
    return new Admission(query.access(), query.filter(), query.sources(), query.now());
  }

  static Admission of(FacetQuery query) {
    return new Admission(query.access(), query.filter(), query.sources(), query.now());
  }
}
