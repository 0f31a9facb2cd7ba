package dev.freshet.query.access;

import dev.freshet.common.text.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What stands for a credential in memory. Keys are looked up under a tag: the key's SHA-256, hashed
 * once more with a secret that this process drew at its start. Nobody outside can tell which tags
 * two keys have, so the time that a lookup takes says nothing about how near a guess was.
 */
final class Digests {
  private static final int SECRET_BYTES = 32;
  private static final byte[] SECRET = secret();

  private Digests() {}

  private static byte[] secret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** A key as the key file may hold it, 64 hexadecimal digits. */
  static String sha256(String key) {
    return Sha256.hex(key);
  }

  /** The tag of a key. */
  static String tag(String key) {
    return tagOf(Sha256.of(key));
  }

  /** The tag of a key of which only the SHA-256 is known. */
  static String tagOfHash(String hex) {
    return tagOf(HexFormat.of().parseHex(hex));
  }

  private static String tagOf(byte[] digest) {
    MessageDigest twice = Sha256.begun();
    twice.update(SECRET);
    return HexFormat.of().formatHex(twice.digest(digest));
  }
}
