package dev.freshet.evaluation.quality;

/** The collection cannot be read; the message names the file, the line and the fix. */
public final class UnusableCollection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the file, the line and what to give instead
   */
  public UnusableCollection(String message) {
    super(message);
  }
}
