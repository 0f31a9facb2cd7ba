package dev.freshet.standalone.client;

/** The service does not answer; the message is one line that says what to do. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for a person
   * @param cause what was thrown
   */
  public Unreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
