package dev.freshet.stores.testkit;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Signal;
import dev.freshet.common.document.Sketch;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.util.List;
import java.util.Optional;

/** Index events for the catalogue's contract. */
final class Events {
  private Events() {}

  static IndexEvent of(
      DocumentIdentity identity,
      long version,
      DocumentState state,
      Metadata metadata,
      List<Signal> signals) {
    return of(identity, version, state, metadata, signals, Optional.empty());
  }

  static IndexEvent of(
      DocumentIdentity identity,
      long version,
      DocumentState state,
      Metadata metadata,
      List<Signal> signals,
      Optional<Sketch> sketch) {
    Origin origin =
        new Origin(
            identity,
            Samples.version(version),
            List.of(new StageTime(Stage.INDEX, version, 1_000 + version)));
    Optional<Failure> failure =
        state == DocumentState.DEAD
            ? Optional.of(new Failure(Stage.PARSE, Reason.CORRUPT, "truncated"))
            : Optional.empty();
    return new IndexEvent(
        origin,
        state,
        Samples.input(version),
        metadata,
        1,
        1,
        0,
        failure,
        List.of(),
        signals,
        sketch,
        Optional.empty());
  }
}
