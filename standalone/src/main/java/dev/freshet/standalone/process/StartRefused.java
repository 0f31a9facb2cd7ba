package dev.freshet.standalone.up;

/** Freshet cannot start here; the message is one line that says what to do. Exit code 2. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefused(String message) {
    super(message);
  }

  StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
