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

  /** Whether the request says of itself, before anything is read, that it is larger. */
  boolean isOver(Request request) {
    return request.contentLength().orElse(0) > max;
  }

  /** How many bytes the body may take. */
  long expected(Request request) {
    return Math.min(max, request.contentLength().orElse(max));
  }

  /**
   * The bytes, and where there are more than the limit one of those.
   *
   * @throws Problem 400 when there are none
   */
  byte[] read(InputStream body) {
    try {
      byte[] bytes = body.readNBytes((int) max + 1);
      if (bytes.length == 0) {
        throw Problem.field(
            "body", "the body is empty: send the file's bytes, or DELETE to delete the document");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the request's body broke off", e);
    }
  }

  /** Whether these are not all of the body. */
  boolean isOver(byte[] bytes) {
    return bytes.length > max;
  }

  Problem tooLarge() {
    return Problem.of(
            413,
            "Too large",
            "the body is larger than "
                + max
                + " bytes: publish a smaller file, raise publish.max-bytes, or give claim.location")
        .with("field", "body")
        .with("maxBytes", max);
  }
}
