package dev.freshet.query.web;

import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What pages of other origins may do: nothing, but for those that the settings name. Credentials of
 * the browser's own are never asked for: a page sends its key itself.
 */
final class CrossOrigin {
  private static final Pattern EXACT =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:\\d{1,5})?");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9-]+( *, *[A-Za-z0-9-]+)*");
  private static final int LONGEST_NAMES = 2000;
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String READABLE =
      "ETag, Freshet-Query-Id, Freshet-Watermark, Location, RateLimit, RateLimit-Policy,"
          + " Retry-After, WWW-Authenticate";
  private static final HeaderName WANTED_METHOD =
      HeaderNames.create("Access-Control-Request-Method");
  private static final HeaderName WANTED_HEADERS =
      HeaderNames.create("Access-Control-Request-Headers");

  private final List<String> origins;

  CrossOrigin(List<String> origins) {
    this.origins = List.copyOf(origins);
  }

  /** Whether a text is an origin as browsers send it. */
  static boolean exact(String origin) {
    return EXACT.matcher(origin).matches();
  }

  private Optional<String> admitted(ServerRequest request) {
    return request.headers().first(HeaderNames.ORIGIN).filter(origins::contains);
  }

  /** What the browser must be told with an answer; nothing where CORS is off. */
  Map<String, String> headers(ServerRequest request) {
    if (origins.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Vary", "Origin");
    admitted(request)
        .ifPresent(
            origin -> {
              headers.put("Access-Control-Allow-Origin", origin);
              headers.put("Access-Control-Expose-Headers", READABLE);
            });
    return headers;
  }

  /** The answer to a browser that asks before it calls; none where it is not let in. */
  Optional<Reply> preflight(String method, ServerRequest request) {
    boolean asks = method.equals("OPTIONS") && request.headers().contains(WANTED_METHOD);
    if (!asks || admitted(request).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
    headers.put("Access-Control-Max-Age", "600");
    request
        .headers()
        .first(WANTED_HEADERS)
        .filter(names -> names.length() <= LONGEST_NAMES && NAMES.matcher(names).matches())
        .ifPresent(names -> headers.put("Access-Control-Allow-Headers", names));
    return Optional.of(new Reply(204, "text/plain", headers, new byte[0]));
  }

  /**
   * An open service asks for no key, so a page of any site could have the browser of whoever runs
   * it send what changes something: a form needs no preflight. Such a request names its origin.
   *
   * @throws Problem 403 where it is another's
   */
  void requireOwn(String method, ServerRequest request) {
    Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
    if (SAFE.contains(method) || origin.isEmpty() || origins.contains(origin.get())) {
      return;
    }
    String host = request.headers().first(HeaderNames.HOST).orElse("").toLowerCase(Locale.ROOT);
    String own = origin.get().toLowerCase(Locale.ROOT);
    if (!own.equals("http://" + host) && !own.equals("https://" + host)) {
      throw Problem.of(
              403,
              "Forbidden",
              "a page of another origin may not change anything here: name it in http.cors-origins")
          .with("field", "Origin");
    }
  }
}
