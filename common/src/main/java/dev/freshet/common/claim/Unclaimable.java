package dev.freshet.common.claim;

import dev.freshet.common.document.Stage;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;

/** A reference that does not lead to the bytes it promises, and never will by waiting. */
public final class Unclaimable extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param reason which of the named causes
   * @param message for a person, without credentials
   */
  public Unclaimable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** As the end of a document in the parse job. */
  public Failure failure() {
    return new Failure(Stage.PARSE, reason, getMessage());
  }
}
