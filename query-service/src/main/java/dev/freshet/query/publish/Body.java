package dev.freshet.query.publish;

import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a body up to a limit and not a byte further. */
final class Body {
  private final long max;

  Body(long max) {
    this.max = max;
  }

  /**
   * Refuses by what the request says of itself, before anything is read.
   *
   * @throws Problem 413
   */
  void check(Request request) {
    if (request.contentLength().orElse(0) > max) {
      throw tooLarge();
    }
  }

  /** How many bytes the body may take. */
  long expected(Request request) {
    return Math.min(max, request.contentLength().orElse(max));
  }

  /**
   * The bytes.
   *
   * @throws Problem 413 past the limit, 400 when there are none
   */
  byte[] read(Request request) {
    try {
      InputStream body = request.body();
      byte[] bytes = body.readNBytes((int) max);
      if (bytes.length == max && body.read() >= 0) {
        throw tooLarge();
      }
      if (bytes.length == 0) {
        throw Problem.field(
            "body", "the body is empty: send the file's bytes, or DELETE to delete the document");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the request's body broke off", e);
    }
  }

  private Problem tooLarge() {
    return Problem.of(
            413,
            "Too large",
            "the body is larger than "
                + max
                + " bytes: publish a smaller file, or raise publish.max-bytes")
        .with("field", "body")
        .with("maxBytes", max);
  }
}
