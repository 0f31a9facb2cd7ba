package dev.freshet.query.journey;

import dev.freshet.common.document.Position;
import java.time.Instant;
import java.util.Optional;

/** Finds dead letters. */
@FunctionalInterface
public interface Letters {
  /**
   * Where the open letter of a version stands.
   *
   * @param died about when it was given up
   * @return empty where there is none any more
   * @throws dev.freshet.query.exchange.Problem when too many look at once
   * @throws dev.freshet.common.failure.Outage when Kafka does not answer in time
   */
  Optional<Position> of(Position version, Instant died);
}
