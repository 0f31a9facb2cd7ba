package dev.freshet.client;

/** The calling thread was interrupted while it waited; its flag is set again. */
public final class FreshetInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FreshetInterrupted(Throwable cause) {
    super("interrupted while waiting for Freshet", cause);
    Thread.currentThread().interrupt();
  }
}
