package dev.freshet.query.freshness;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Index events of the source {@code documents}. */
final class Events {
  private Events() {}

  /**
   * @param version where it was published
   * @param at when it was published and told
   */
  static IndexEvent told(
      String id,
      Position version,
      Instant at,
      DocumentState state,
      Position input,
      Optional<Position> after) {
    var identity = new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId(id));
    return new IndexEvent(
        new Origin(identity, new Version(version, at), List.of()),
        state,
        input,
        Metadata.NONE,
        0,
        0,
        0,
        state == DocumentState.DEAD
            ? Optional.of(new Failure(Stage.PARSE, Reason.TIMEOUT, "late"))
            : Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        after);
  }
}
