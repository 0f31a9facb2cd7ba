package dev.freshet.query.exchange;

import dev.freshet.common.store.Access;
import java.util.Set;

/**
 * Who asks, by his credential and by nothing else.
 *
 * @param access whose documents he may see
 * @param scopes what he may do
 * @param name what people call the credential, such as {@code search-page} of a key or {@code
 *     sub:ann} of a token; never the credential itself; empty where nobody was asked for one
 */
public record Caller(Access access, Set<Scope> scopes, String name) {
  /** Copies the set. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** A caller whose credential has no name. */
  public Caller(Access access, Set<Scope> scopes) {
    this(access, scopes, "");
  }
}
