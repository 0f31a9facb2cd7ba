package dev.freshet.query.exchange;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An administrator's request that is nothing but its query. */
public record PlainRequest(Map<String, List<String>> query) implements Request {
  @Override
  public Caller caller() {
    return new Caller(new Access(Tenant.DEFAULT, Set.of()), Set.of(Scope.ADMIN));
  }

  @Override
  public String parameter(String name) {
    throw new IllegalStateException("no parameter " + name);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
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
