package dev.freshet.client;

/** The service did not answer, broke off, or gave an answer that is none of its own. */
public final class FreshetUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FreshetUnreachable(String message) {
    super(message);
  }

  FreshetUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
