package dev.freshet.query.search;

import dev.freshet.common.document.Position;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.query.exchange.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What search asks about freshness. */
public interface Gate {
  /**
   * As of what is read, and what is said about it.
   *
   * @param point where to read
   * @param watermark the last offset that came out, by source partition
   * @param ageSeconds how long the oldest document not yet retrievable has waited; 0: none waits
   * @param access the caller, and what is withheld from the caller at that moment
   */
  record View(ReadPoint point, Map<String, Long> watermark, double ageSeconds, Access access) {}

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
