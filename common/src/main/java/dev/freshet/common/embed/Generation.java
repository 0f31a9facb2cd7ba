package dev.freshet.common.embed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One embedding set-up: model and passage settings. Its name is derived here and nowhere else.
 *
 * @param model the model
 * @param passages how documents are cut
 */
public record Generation(ModelIdentity model, PassageSettings passages) {

  /** Twelve hex digits of a SHA-256 over everything that could change a vector or a border. */
  public String name() {
    return sha256(model.fingerprint() + "\n" + model.dimension() + "\n" + passages.fingerprint())
        .substring(0, 12);
  }

  /**
   * The identity of a passage's content in this generation: 32 hex digits of SHA-256, equal for
   * equal embedded strings.
   */
  public String passageIdentity(String embedded) {
    return sha256(name() + "\n" + embedded).substring(0, 32);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
