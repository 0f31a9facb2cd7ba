package dev.freshet.query.verify;

import java.util.Locale;

/** Where a version is said to be, in the order in which they are looked through. */
enum Place {
  EMBEDDED,
  PARSED,
  SOURCE,
  EVENTS,
  STORE;

  /** Its name in JSON. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
