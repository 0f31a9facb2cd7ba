package dev.freshet.query.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every answer tells browsers: the page's own files and calls and nothing else, in no frame,
 * with no device.
 */
final class SecurityHeaders {
  /** Scripts and styles only from here, none in the document itself. */
  static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          CONTENT_POLICY,
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

  private final Map<HeaderName, String> headers = new LinkedHashMap<>();

  /**
   * @param tls whether browsers may be told to come by TLS only, for a year
   */
  SecurityHeaders(boolean tls) {
    ALWAYS.forEach((name, value) -> headers.put(HeaderNames.create(name), value));
    if (tls) {
      headers.put(HeaderNames.create("Strict-Transport-Security"), "max-age=31536000");
    }
  }

  Map<HeaderName, String> all() {
    return headers;
  }
}
