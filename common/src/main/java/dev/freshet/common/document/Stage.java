package dev.freshet.common.document;

import java.util.Locale;

/** The steps of the flow, in order. */
public enum Stage {
  /** Until the record stands in the source topic. */
  PUBLISH,
  PARSE,
  EMBED,
  INDEX,
  /** From applied to readable. */
  REFRESH;

  /** The stage's name in headers, metrics and documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The stage of a label.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Stage of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
