package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Position;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Filter;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.common.store.Head;
import dev.freshet.common.store.PassageQuery;
import dev.freshet.common.store.ReadPoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One life of one passage. */
record OracleLife(
    FoundPassage found,
    Vector vector,
    List<String> terms,
    Position begun,
    Optional<Position> ended) {

  boolean isOf(DocumentIdentity identity) {
    return found.identity().equals(identity);
  }

  /** Whether it has not ended, and is none that this head began. */
  boolean isOrphanOf(Optional<Head> head) {
    return ended.isEmpty()
        && head.filter(h -> !h.deleted() && h.version().equals(found.version())).isEmpty();
  }

  /** This, ended, where it had not ended before. */
  OracleLife ended(Position at) {
    return ended.isPresent() ? this : new OracleLife(found, vector, terms, begun, Optional.of(at));
  }

  boolean endedBy(ReadPoint at) {
    return ended.filter(end -> end.offset() <= at.offset(end.log())).isPresent();
  }

  boolean visible(ReadPoint at) {
    return begun.offset() <= at.offset(begun.log()) && !endedBy(at);
  }

  boolean admittedBy(PassageQuery query) {
    return admittedBy(query.access(), query.sources(), query.filter(), query.now());
  }

  boolean admittedBy(Access access, Set<String> sources, Filter filter, Instant now) {
    return access.permits(found.identity(), found.metadata().acl())
        && (sources.isEmpty() || sources.contains(found.identity().source()))
        && !found.metadata().expiredBy(now)
        && filter.matches(found.identity(), found.metadata());
  }
}
