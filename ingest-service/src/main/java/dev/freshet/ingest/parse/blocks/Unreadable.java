package dev.freshet.ingest.parse.blocks;

import dev.freshet.common.failure.Reason;

/** The file at hand cannot be read; trying again would change nothing. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param reason which of the named causes
   * @param message for a person; never quotes contents
   */
  public Unreadable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * @param cause what the library said
   */
  public Unreadable(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Which of the named causes. */
  public Reason reason() {
    return reason;
  }
}
