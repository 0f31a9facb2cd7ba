package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Failure;
import java.util.Optional;

/**
 * What a record came to in the store.
 *
 * @param state how the document's version ended
 * @param changed whether the store was changed: readers see it after a refresh only
 * @param replay whether the store held this very version before
 * @param after what readers have to see before they see this: {@link
 *     dev.freshet.common.store.Head#over}
 */
record Applied(
    DocumentState state,
    boolean changed,
    boolean replay,
    Metadata metadata,
    int passages,
    int embedded,
    int reused,
    Optional<Failure> failure,
    Optional<Position> after) {

  /** Nothing was written, and nothing is known of the document. */
  static Applied skipped(DocumentState state, Optional<Failure> failure) {
    return new Applied(state, false, false, Metadata.NONE, 0, 0, 0, failure, Optional.empty());
  }

  /** What is told of it. */
  IndexEvent event(Origin origin, Position input) {
    return new IndexEvent(
        origin, state, input, metadata, passages, embedded, reused, failure, after);
  }
}
