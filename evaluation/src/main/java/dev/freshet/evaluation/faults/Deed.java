package dev.freshet.evaluation.faults;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What one published record does to its document. */
sealed interface Deed {
  /**
   * A version.
   *
   * @param sections how many passages it has
   * @param acl who may read it; empty: everyone in the tenant
   * @param expiresAt when it is to go
   */
  record Publish(int sections, Set<String> acl, Optional<Instant> expiresAt) implements Deed {
    /** Copies the set. */
    public Publish {
      acl = Set.copyOf(acl);
    }
  }

  /** A deletion. */
  record Delete() implements Deed {}

  /** Whether a reader has to see it at this time; where the clock is in doubt, neither holds. */
  default boolean mustShow(Reader reader, Instant now) {
    return switch (this) {
      case Delete _ -> false;
      case Publish(int _, Set<String> acl, Optional<Instant> expiresAt) ->
          reader.mayRead(acl)
              && expiresAt.map(at -> at.minus(Truth.CLOCK_DOUBT).isAfter(now)).orElse(true);
    };
  }

  /** Whether a reader may see it at this time. */
  default boolean mayShow(Reader reader, Instant now) {
    return switch (this) {
      case Delete _ -> false;
      case Publish(int _, Set<String> acl, Optional<Instant> expiresAt) ->
          reader.mayRead(acl)
              && expiresAt.map(at -> at.plus(Truth.CLOCK_DOUBT).isAfter(now)).orElse(true);
    };
  }
}
