package dev.freshet.client;

import java.util.Locale;

/** Which lists a search looks in. */
public enum Mode {
  /** Both, fused. */
  HYBRID,
  /** By meaning. */
  DENSE,
  /** By words. */
  SPARSE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
