package dev.freshet.query.search;

import java.util.Locale;

/** Which lists count. */
enum Mode {
  HYBRID,
  DENSE,
  SPARSE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
