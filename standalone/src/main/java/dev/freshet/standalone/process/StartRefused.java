package dev.freshet.standalone.process;

/** Freshet cannot start here; the message is one line that says what to do. Exit code 2. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message says what to do
   */
  public StartRefused(String message) {
    super(message);
  }

  /**
   * @param message says what to do
   * @param cause what happened
   */
  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
