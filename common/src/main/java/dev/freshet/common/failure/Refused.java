package dev.freshet.common.failure;

/**
 * A dependency understood the request and will never accept it: the document is at fault, so it
 * becomes a dead letter.
 */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was refused and why, without its contents
   */
  public Refused(String message) {
    super(message);
  }
}
