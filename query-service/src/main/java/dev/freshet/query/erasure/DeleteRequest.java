package dev.freshet.query.erasure;

import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Request;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The deletion within an erasure: the same request without what only the erasure asks. */
record DeleteRequest(Request erasure) implements Request {
  @Override
  public Caller caller() {
    return erasure.caller();
  }

  @Override
  public String parameter(String name) {
    return erasure.parameter(name);
  }

  @Override
  public Map<String, List<String>> query() {
    List<String> source = erasure.query().getOrDefault("source", List.of());
    return source.isEmpty() ? Map.of() : Map.of("source", source);
  }

  @Override
  public Optional<String> header(String name) {
    return erasure.header(name);
  }

  @Override
  public Map<String, String> headers() {
    return erasure.headers();
  }

  @Override
  public OptionalLong contentLength() {
    return OptionalLong.empty();
  }

  @Override
  public InputStream body() {
    return InputStream.nullInputStream();
  }
}
