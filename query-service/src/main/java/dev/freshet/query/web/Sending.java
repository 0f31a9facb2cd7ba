package dev.freshet.query.web;

import dev.freshet.query.exchange.Reply;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** Puts a reply on the wire. */
final class Sending {
  private Sending() {}

  /**
   * @param stands whether the caller may go on reading a stream
   */
  static void send(
      ServerRequest request, ServerResponse response, Reply reply, BooleanSupplier stands) {
    response.status(reply.status());
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
      case Reply.Streamed streamed -> stream(response, streamed, stands);
    }
    closeIfAsked(request);
  }

  /** A stream that breaks off ends its connection: its reader must not take it for whole. */
  private static void stream(
      ServerResponse response, Reply.Streamed streamed, BooleanSupplier stands) {
    // Neither this server's buffer nor a proxy's keeps an event back.
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create("X-Accel-Buffering"), "no");
    try (OutputStream out = new StandingOutput(response.outputStream(), stands)) {
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
