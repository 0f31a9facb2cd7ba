package dev.freshet.common.store;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Version;
import dev.freshet.common.text.Sha256;

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
    return new PassageKey(Sha256.hex(whole).substring(0, 32));
  }

  @Override
  public int compareTo(PassageKey other) {
    return value.compareTo(other.value);
  }
}
