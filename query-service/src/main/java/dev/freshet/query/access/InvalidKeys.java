package dev.freshet.query.access;

/** The key file cannot be used; the message names the entry, the field and the fix. */
public final class InvalidKeys extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidKeys(String message) {
    super(message);
  }

  InvalidKeys(String message, Throwable cause) {
    super(message, cause);
  }
}
