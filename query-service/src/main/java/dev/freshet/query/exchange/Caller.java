package dev.freshet.query.exchange;

import dev.freshet.common.store.Access;
import java.util.Set;

/**
 * Who asks, by his credential and by nothing else.
 *
 * @param access whose documents he may see
 * @param scopes what he may do
 */
public record Caller(Access access, Set<Scope> scopes) {
  /** Copies the set. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
