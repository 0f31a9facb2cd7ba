package dev.freshet.claims;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.text.Sha256;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What objects of ours are called: {@code owner/random}. The owner stands for the document without
 * saying which it is, so that all of a document's are found by it; what has another form of name is
 * somebody else's and is never removed.
 */
final class Names {
  /** Of what is being written to a folder. */
  static final String UNFINISHED = ".part";

  private static final int OWNER_DIGITS = 32;
  private static final Pattern OURS =
      Pattern.compile(
          "[0-9a-f]{" + OWNER_DIGITS + "}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\\.part)?");

  private Names() {}

  static String owner(DocumentIdentity identity) {
    return Sha256.hex(identity.key()).substring(0, OWNER_DIGITS);
  }

  /** A name that nothing has yet. */
  static String fresh(String owner) {
    return owner + "/" + UUID.randomUUID();
  }

  static boolean isOurs(String name) {
    return OURS.matcher(name).matches();
  }
}
