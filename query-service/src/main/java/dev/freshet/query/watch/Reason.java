package dev.freshet.query.watch;

import java.util.Locale;

/** Why passages are retracted. */
enum Reason {
  /** The document was deleted. */
  DELETED,
  /** The document's time is over. */
  EXPIRED,
  /** A newer version has them no longer, or they no longer meet the query. */
  SUPERSEDED,
  /** The caller may not see them any more; nothing else is said. */
  WITHDRAWN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
