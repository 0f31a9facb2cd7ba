package dev.freshet.claims;

import dev.freshet.common.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Bytes on their way: counted, digested, and their source's failures told from those of where they
 * go.
 */
final class Measured extends InputStream {
  private final InputStream in;
  private final Function<IOException, RuntimeException> broken;
  private final MessageDigest digest = Sha256.begun();
  private long size;

  /**
   * @param in not closed here
   * @param broken what to throw when it cannot be read
   */
  Measured(InputStream in, Function<IOException, RuntimeException> broken) {
    super();
    this.in = in;
    this.broken = broken;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int from, int length) {
    try {
      int read = in.read(buffer, from, length);
      if (read > 0) {
        size += read;
        digest.update(buffer, from, read);
      }
      return read;
    } catch (IOException e) {
      throw broken.apply(e);
    }
  }

  /** How many came so far. */
  long size() {
    return size;
  }

  /** Of all that came; to be asked once, at the end. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
