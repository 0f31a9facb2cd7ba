package dev.freshet.evaluation.quality;

/** The collection cannot be read; the message names the file, the line and the fix. */
public final class UnusableCollection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names file, line and fix
   */
  public UnusableCollection(String message) {
    super(message);
  }
}
