package dev.freshet.query.web;

import dev.freshet.query.exchange.Reply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Puts a reply on the wire, with the headers that every answer has. */
final class Sending {
  private static final Map<HeaderName, String> ALWAYS =
      Map.of(
          HeaderNames.create("Content-Security-Policy"),
          "default-src 'self'",
          HeaderNames.create("X-Content-Type-Options"),
          "nosniff",
          HeaderNames.create("Referrer-Policy"),
          "no-referrer");

  private Sending() {}

  static void send(ServerRequest request, ServerResponse response, Reply reply) {
    response.status(reply.status());
    ALWAYS.forEach(response::header);
    response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
    reply.headers().forEach(response::header);
    boolean bodiless = request.prologue().method().text().equals("HEAD") || reply.status() == 304;
    switch (reply.body()) {
      case Reply.Whole whole when bodiless -> {
        if (reply.status() != 304) {
          response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(whole.bytes().length));
        }
        response.send();
      }
      case Reply.Whole whole -> response.send(whole.bytes());
      case Reply.Streamed _ when bodiless -> response.send();
      case Reply.Streamed streamed -> stream(response, streamed);
    }
    closeIfAsked(request);
  }

  /** A stream that breaks off ends its connection: its reader must not take it for whole. */
  private static void stream(ServerResponse response, Reply.Streamed streamed) {
    // Neither this server's buffer nor a proxy's keeps an event back.
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create("X-Accel-Buffering"), "no");
    try (OutputStream out = response.outputStream()) {
      streamed.to(out);
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the reader of a stream is gone", e);
    }
  }

  /**
   * Helidon 4.5.0 answers {@code Connection: close} and then keeps the connection open
   * (helidon-io/helidon#12324, mended later): a client that waits for its end would wait for long.
   */
  private static void closeIfAsked(ServerRequest request) {
    boolean asked =
        request.headers().values(HeaderNames.CONNECTION).stream()
            .anyMatch(value -> value.strip().equalsIgnoreCase("close"));
    if (asked) {
      throw new CloseConnectionException("as the request asked");
    }
  }
}
