package dev.freshet.query.access;

import dev.freshet.query.exchange.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the key file.
 *
 * @param tag under which the key is found; see {@link Digests}
 * @param caller who holds it; his name is the entry's
 * @param limits how much he may ask
 * @param expires from when on it is good no more; empty: never
 */
record Key(String tag, Caller caller, OwnLimits limits, Optional<Instant> expires) {
  boolean expired(Instant now) {
    return expires.filter(end -> !end.isAfter(now)).isPresent();
  }
}
