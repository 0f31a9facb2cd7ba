package dev.freshet.standalone.client;

/** The service refused: its problem document's detail is the message. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status HTTP status, 400 to 599
   * @param detail one line
   */
  public Problem(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
