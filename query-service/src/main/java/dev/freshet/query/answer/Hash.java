package dev.freshet.query.answer;

import dev.freshet.common.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over texts, each with its length before it, so that no two lists look alike. */
final class Hash {
  private Hash() {}

  /** In hex. */
  static String of(List<String> texts) {
    MessageDigest digest = Sha256.begun();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
