package dev.freshet.query.retrieval;

import java.util.Locale;

/** Which lists count. */
public enum Mode {
  HYBRID,
  DENSE,
  SPARSE;

  /** Its name in requests and records. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
