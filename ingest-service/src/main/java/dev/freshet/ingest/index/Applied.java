package dev.freshet.ingest.index;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.failure.Failure;
import java.util.List;
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
    List<String> notices,
    List<Signal> signals,
    Optional<Sketch> sketch,
    Optional<Position> after) {

  /** Nothing was written, and nothing is known of the document. */
  static Applied skipped(DocumentState state, Optional<Failure> failure) {
    return skipped(state, failure, Optional.empty());
  }

  /**
   * A newer version was there before it.
   *
   * @param after what readers have to see before they see this
   */
  static Applied superseded(Optional<Position> after) {
    return skipped(DocumentState.SUPERSEDED, Optional.empty(), after);
  }

  private static Applied skipped(
      DocumentState state, Optional<Failure> failure, Optional<Position> after) {
    return new Applied(
        state,
        false,
        false,
        Metadata.NONE,
        0,
        0,
        0,
        failure,
        List.of(),
        List.of(),
        Optional.empty(),
        after);
  }

  /**
   * The document is gone, by its publisher or by expiry.
   *
   * @param metadata with an expiry where that is why
   */
  static Applied gone(
      Metadata metadata, boolean changed, boolean replay, Optional<Position> after) {
    return new Applied(
        DocumentState.DELETED,
        changed,
        replay,
        metadata,
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        after);
  }

  /** What is told of it. */
  IndexEvent event(Origin origin, Position input) {
    return new IndexEvent(
        origin, state, input, metadata, passages, embedded, reused, failure, notices, signals,
        sketch, after);
  }
}
