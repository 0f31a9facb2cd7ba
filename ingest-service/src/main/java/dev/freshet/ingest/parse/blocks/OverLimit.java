package dev.freshet.ingest.parse.blocks;

import dev.freshet.common.failure.Reason;

/**
 * A limit was passed. Unchecked, because it has to get out through libraries' callbacks; {@link
 * #in} finds it again under what they wrap around it.
 */
public final class OverLimit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int CAUSES = 20;

  private final Reason reason;

  OverLimit(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** This as the reader's own failure. */
  public Unreadable unreadable() {
    return new Unreadable(reason, getMessage(), this);
  }

  /** The passed limit under an exception; null where there is none. */
  public static OverLimit in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < CAUSES && cause != null; i++, cause = cause.getCause()) {
      if (cause instanceof OverLimit limit) {
        return limit;
      }
    }
    return null;
  }
}
