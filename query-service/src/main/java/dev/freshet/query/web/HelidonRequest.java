package dev.freshet.query.web;

import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request of the HTTP library, as rooms see it. */
record HelidonRequest(
    ServerRequest http, Map<String, String> parameters, Caller caller, InputStream body)
    implements Request {
  @Override
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  @Override
  public Map<String, List<String>> query() {
    return query(http.prologue().query().rawValue());
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return Router.decoded(text.replace('+', ' '))
        .orElseThrow(
            () ->
                Problem.field(
                    "query string",
                    "the query string cannot be decoded: percent-encode its UTF-8 bytes"));
  }

  @Override
  public Optional<String> header(String name) {
    return http.headers().first(HeaderNames.create(name));
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    for (Header header : http.headers()) {
      headers.put(header.headerName().lowerCase(), header.get());
    }
    return headers;
  }

  @Override
  public OptionalLong contentLength() {
    return http.headers().contentLength();
  }
}
