package dev.freshet.query.web;

import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.Scope;
import java.util.Optional;

/**
 * One thing that can be asked.
 *
 * @param method such as {@code GET}, which answers {@code HEAD} too
 * @param template the path; a segment {@code {name}} stands for any one segment
 * @param scope what the caller must be allowed; empty: open to everyone
 * @param body what the request carries
 * @param handler answers
 * @param known whether the caller must be known, also where no scope is asked
 */
public record Route(
    String method,
    String template,
    Optional<Scope> scope,
    BodyKind body,
    Handler handler,
    boolean known) {
  /** What a request carries. */
  public enum BodyKind {
    /** Nothing that is looked at. */
    NONE,
    /** JSON, bounded. */
    JSON,
    /** Bytes; the handler bounds them. */
    BYTES
  }

  /** A route for whom the scope allows it, or for everyone. */
  public Route(
      String method, String template, Optional<Scope> scope, BodyKind body, Handler handler) {
    this(method, template, scope, body, handler, scope.isPresent());
  }

  /** A route that carries nothing and is open to whoever is known. */
  public static Route known(String template, Handler handler) {
    return new Route("GET", template, Optional.empty(), BodyKind.NONE, handler, true);
  }

  /** A route that carries nothing and is open to everyone. */
  public static Route open(String template, Handler handler) {
    return new Route("GET", template, Optional.empty(), BodyKind.NONE, handler);
  }
}
