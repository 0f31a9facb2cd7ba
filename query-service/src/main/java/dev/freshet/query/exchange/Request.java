package dev.freshet.query.exchange;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request as a room sees it; valid while its handler runs. */
public interface Request {
  /** The caller. */
  Caller caller();

  /**
   * A parameter of the route's template, percent-decoded.
   *
   * @throws IllegalStateException when the template has none of that name
   */
  String parameter(String name);

  /** The query parameters, percent-decoded; of a repeated one, all values. */
  Map<String, List<String>> query();

  /** A header by name, whatever its case; of a repeated one the first value. */
  Optional<String> header(String name);

  /** All headers, names in lower case; of a repeated one the first value. */
  Map<String, String> headers();

  /** What {@code Content-Length} says. */
  OptionalLong contentLength();

  /** The body, not read yet; empty where there is none. */
  InputStream body();
}
