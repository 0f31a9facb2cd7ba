package dev.freshet.query.generations;

import dev.freshet.query.exchange.ForwardedRequest;
import dev.freshet.query.exchange.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A request whose body, bounded JSON, can be read more than once. */
final class AskedAgain extends ForwardedRequest {
  private byte[] body;

  AskedAgain(Request request) {
    super(request);
  }

  @Override
  public InputStream body() {
    if (body == null) {
      try (InputStream once = super.body()) {
        body = once.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("the request's body broke off", e);
      }
    }
    return new ByteArrayInputStream(body);
  }
}
