package dev.freshet.common.document;

import java.util.Locale;

/** How a published record ended, or where it stands. */
public enum DocumentState {
  /** Its passages are retrievable. */
  INDEXED,
  /** It was deleted, by its publisher or by expiry. */
  DELETED,
  /** A newer version was there before it. */
  SUPERSEDED,
  /** It went to the slow lane and comes later. */
  DEFERRED,
  /** It could not be read: see the dead letters. */
  DEAD;

  /** The state's name in JSON, headers and labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a label.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static DocumentState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
