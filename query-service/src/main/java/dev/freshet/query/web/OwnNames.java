package dev.freshet.query.web;

import dev.freshet.query.exchange.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what names an open service may be asked. Without keys it trusts whoever is on this machine; a
 * browser is, and a page of another site can point its own name at 127.0.0.1 (DNS rebinding). Such
 * a request names that site in {@code Host}, and is refused.
 */
final class OwnNames {
  private static final Pattern OWN =
      Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])\\.?(:\\d+)?");

  private OwnNames() {}

  /**
   * @param host the header's value; HTTP/1.0 may do without
   * @throws Problem 403 when it is another's name
   */
  static void check(Optional<String> host) {
    if (host.isPresent() && !OWN.matcher(host.get().strip().toLowerCase(Locale.ROOT)).matches()) {
      throw Problem.of(
              403,
              "Forbidden",
              "without keys this service answers to localhost and 127.0.0.1 only: ask it by such a"
                  + " name, or give it keys with --api-keys")
          .with("field", "Host");
    }
  }
}
