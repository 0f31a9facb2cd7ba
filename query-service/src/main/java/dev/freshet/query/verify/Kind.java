package dev.freshet.query.verify;

import java.util.Locale;

/** How what is kept differs from what was published. */
enum Kind {
  /** Counted as out at the end, and neither indexed, deleted, superseded, dead nor expired. */
  MISSING,
  /** An older version stands than the newest that came out. */
  STALE,
  /** Passages that no head of their document accounts for. */
  ORPHAN,
  /** More or fewer passages than the version has. */
  PASSAGES,
  /** A vector of another length. */
  DIMENSION,
  /** A vector with other numbers. */
  VECTOR,
  /** A passage with another text, heading, page or place. */
  TEXT,
  /** A passage with other metadata. */
  METADATA,
  /** What the store or the topic of index events holds, the catalogue does not know. */
  EVENT;

  /** Its name in JSON and labels. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
