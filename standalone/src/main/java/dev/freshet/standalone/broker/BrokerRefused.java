package dev.freshet.standalone.broker;

/** The broker cannot start here; the message is one line that says what to do. */
public final class BrokerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
