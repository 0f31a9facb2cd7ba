package dev.freshet.query.exchange;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Another request, but for what a subclass says differently. */
public abstract class ForwardedRequest implements Request {
  private final Request request;

  /**
   * @param request the other one
   */
  protected ForwardedRequest(Request request) {
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
    return request.body();
  }
}
