package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one life of one passage: a function of document, version and ordinal, equal in every store
 * and after every replay.
 *
 * @param value text without meaning to others
 */
public record PassageKey(String value) implements Comparable<PassageKey> {

  /** The key of a passage: the first 32 hex digits of a SHA-256 over what makes it this one. */
  public static PassageKey of(DocumentIdentity identity, Version version, int ordinal) {
    String whole = identity.key() + "\n" + version.position().token() + "\n" + ordinal;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return new PassageKey(HexFormat.of().formatHex(digest, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public int compareTo(PassageKey other) {
    return value.compareTo(other.value);
  }
}
