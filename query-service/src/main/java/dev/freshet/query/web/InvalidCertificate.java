package dev.freshet.query.web;

/** Certificate or key cannot be used; the message names the file and the fix. */
public final class InvalidCertificate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidCertificate(String message) {
    super(message);
  }

  InvalidCertificate(String message, Throwable cause) {
    super(message, cause);
  }
}
