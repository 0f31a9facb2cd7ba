package dev.freshet.standalone.dataset;

import dev.freshet.common.text.Sha256;
import java.nio.ByteBuffer;

/** The first 16 bytes of a text's SHA-256: what millions of names are remembered by. */
record Key(long high, long low) {
  static Key of(String text) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(text));
    return new Key(digest.getLong(), digest.getLong());
  }

  /** From 0 to below 1, evenly. */
  double fraction() {
    return (high >>> 11) * 0x1.0p-53;
  }

  /** One of so many parts, evenly. */
  int part(int parts) {
    return (int) Long.remainderUnsigned(low, parts);
  }

  /** 16 digits. */
  String hex() {
    return "%016x".formatted(high);
  }
}
