package dev.freshet.common.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), of bytes or of a text's UTF-8. */
public final class Sha256 {
  private Sha256() {}

  /** One to be fed piece by piece. */
  public static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** 32 bytes. */
  public static byte[] of(String text) {
    return begun().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 digits in lower case. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }

  /** 64 digits in lower case. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(begun().digest(bytes));
  }
}
