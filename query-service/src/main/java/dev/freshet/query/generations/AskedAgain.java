package dev.freshet.query.generations;

import dev.freshet.query.exchange.Caller;
import dev.freshet.query.exchange.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request whose body, bounded JSON, can be read more than once. */
final class AskedAgain implements Request {
  private final Request request;
  private byte[] body;

  AskedAgain(Request request) {
    this.request = request;
  }

  @Override
  public Caller caller() {
    return request.caller();
  }

  @Override
  public String parameter(String name) {
    return request.parameter(name);
  }

  @Override
  public Map<String, List<String>> query() {
    return request.query();
  }

  @Override
  public Optional<String> header(String name) {
    return request.header(name);
  }

  @Override
  public Map<String, String> headers() {
    return request.headers();
  }

  @Override
  public OptionalLong contentLength() {
    return request.contentLength();
  }

  @Override
  public InputStream body() {
    if (body == null) {
      try (InputStream once = request.body()) {
        body = once.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("the request's body broke off", e);
      }
    }
    return new ByteArrayInputStream(body);
  }
}
