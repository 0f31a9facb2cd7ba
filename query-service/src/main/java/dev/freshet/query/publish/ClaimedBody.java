package dev.freshet.query.publish;

import dev.freshet.common.claim.ClaimDeposit;
import dev.freshet.query.exchange.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body on its way to where claims are kept: bounded in bytes and, for a client that sends slower
 * and slower, in time.
 */
final class ClaimedBody extends InputStream {
  private final InputStream body;
  private final long max;
  private final Duration within;
  private final long until;
  private long size;

  /**
   * @param body not closed here
   * @param max how many bytes there may be
   * @param within how long they may take
   */
  ClaimedBody(InputStream body, long max, Duration within) {
    super();
    this.body = body;
    this.max = max;
    this.within = within;
    this.until = System.nanoTime() + within.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * As always.
   *
   * @throws Problem 413 past the limit, 408 past the time
   */
  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = body.read(buffer, from, length);
    size += Math.max(0, read);
    if (size > max) {
      throw tooLarge(max);
    }
    if (System.nanoTime() > until) {
      throw Problem.of(
              408,
              "Too slow",
              "the body took longer than "
                  + within.toSeconds()
                  + " s: send it faster, or raise publish.upload-timeout")
          .with("field", "body");
    }
    return read;
  }

  /**
   * Refuses by what the request says of itself.
   *
   * @throws Problem 413
   */
  static void check(ClaimDeposit deposit, long contentLength) {
    if (contentLength > deposit.maxBytes()) {
      throw tooLarge(deposit.maxBytes());
    }
  }

  private static Problem tooLarge(long max) {
    return Problem.of(
            413,
            "Too large",
            "the body is larger than "
                + max
                + " bytes: publish a smaller file, or raise claim.max-bytes")
        .with("field", "body")
        .with("maxBytes", max);
  }
}
