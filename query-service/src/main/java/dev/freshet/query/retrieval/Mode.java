package dev.freshet.query.retrieval;

import java.util.Locale;

/** Which lists count. */
public enum Mode {
  HYBRID,
  DENSE,
  SPARSE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
