package dev.freshet.query.exchange;

import java.util.Locale;

/** What a credential allows. */
public enum Scope {
  /** Search, and see documents. */
  READ,
  /** Publish and delete documents. */
  PUBLISH,
  /** Run the service. */
  ADMIN;

  /** The scope's name in files and problems. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
