package dev.freshet.query;

import dev.freshet.query.exchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The contract, written by hand. */
final class OpenApi {
  private final Reply reply;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not on the class path");
      }
      reply = new Reply(200, Reply.JSON, Map.of("Cache-Control", "no-cache"), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json cannot be read", e);
    }
  }

  Reply reply() {
    return reply;
  }
}
