package dev.freshet.query.retrieval;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What retrieval asks about freshness. */
public interface Gate {
  /**
   * The newest view, once what is demanded holds.
   *
   * @param token a position that must have come out
   * @param asOf everything published before it must have come out
   * @param wait how long at most
   * @param caller who asks
   * @throws Problem 503 before the service is ready; 504 past the wait; 400 for a token of no
   *     source
   */
  View await(Optional<Position> token, Optional<Instant> asOf, Duration wait, Access caller);
}
