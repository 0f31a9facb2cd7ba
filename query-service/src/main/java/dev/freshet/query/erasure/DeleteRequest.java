package dev.freshet.query.erasure;

import dev.freshet.query.exchange.ForwardedRequest;
import dev.freshet.query.exchange.Request;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The deletion within an erasure: the same request without what only the erasure asks. */
final class DeleteRequest extends ForwardedRequest {
  DeleteRequest(Request erasure) {
    super(erasure);
  }

  @Override
  public Map<String, List<String>> query() {
    List<String> source = super.query().getOrDefault("source", List.of());
    return source.isEmpty() ? Map.of() : Map.of("source", source);
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
