package dev.freshet.common.embed;

import dev.freshet.common.text.Sha256;

/**
 * One embedding set-up: model and passage settings. Its name is derived here and nowhere else.
 *
 * @param model the model
 * @param passages how documents are cut
 */
public record Generation(ModelIdentity model, PassageSettings passages) {

  /** Twelve hex digits of a SHA-256 over everything that could change a vector or a border. */
  public String name() {
    return Sha256.hex(
            model.fingerprint() + "\n" + model.dimension() + "\n" + passages.fingerprint())
        .substring(0, 12);
  }

  /**
   * The identity of a passage's content in this generation: 32 hex digits of SHA-256, equal for
   * equal embedded strings.
   */
  public String passageIdentity(String embedded) {
    return Sha256.hex(name() + "\n" + embedded).substring(0, 32);
  }
}
