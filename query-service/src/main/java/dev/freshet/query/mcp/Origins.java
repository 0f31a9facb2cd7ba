package dev.freshet.query.mcp;

import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web pages may ask. A browser names the page in {@code Origin}; programs send none. Pages of
 * other sites are refused, as the protocol demands against DNS rebinding.
 */
final class Origins {
  private static final Pattern OF_THIS_MACHINE =
      Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  private final Set<String> allowed;

  Origins(Set<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * @throws Problem 403 for a page that may not
   */
  void check(Request request) {
    Optional<String> given = request.header("Origin").map(o -> o.strip().toLowerCase(Locale.ROOT));
    if (given.isPresent() && !permits(given.get(), request.header("Host"))) {
      throw Problem.of(
              403,
              "Forbidden",
              "pages of this origin may not ask here: name it in mcp.origins if they should")
          .with("field", "Origin");
    }
  }

  private boolean permits(String origin, Optional<String> host) {
    return OF_THIS_MACHINE.matcher(origin).matches()
        || allowed.contains(origin)
        || host.map(h -> h.strip().toLowerCase(Locale.ROOT))
            .filter(h -> origin.equals("http://" + h) || origin.equals("https://" + h))
            .isPresent();
  }
}
