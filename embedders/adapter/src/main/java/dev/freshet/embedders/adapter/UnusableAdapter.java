package dev.freshet.embedders.adapter;

/** An adapter that cannot be used; the message names it and the fix. */
public final class UnusableAdapter extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableAdapter(String message) {
    super(message);
  }

  UnusableAdapter(String message, Throwable cause) {
    super(message, cause);
  }
}
