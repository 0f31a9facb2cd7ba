package dev.freshet.common.document;

import java.util.Locale;

/** How urgent a source topic is. The lanes share no downstream partition and no thread. */
public enum Lane {
  /** A person or a program waits for it: first everywhere. */
  LIVE,
  /** Backfill, replay, a new generation: gets what live work leaves, and a fair minimum. */
  BULK,
  /**
   * What outran a fast lane, of any source: no source is in it, its documents come from the other
   * lanes.
   */
  SLOW;

  /** The lane's name in settings, topics and labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the names of its topics and jobs end with; those of the live lane have no ending. */
  public String suffix() {
    return this == LIVE ? "" : "." + label();
  }
}
