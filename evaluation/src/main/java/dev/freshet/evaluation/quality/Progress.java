package dev.freshet.evaluation.quality;

/**
 * How far something is, on standard error: one line that changes on a terminal, else each tenth.
 */
public final class Progress {
  private static final boolean TERMINAL = terminal();
  private static final int PARTS = 10;

  private final String what;
  private int shown = -1;

  /**
   * @param what stands before the numbers
   */
  public Progress(String what) {
    this.what = what;
  }

  @SuppressWarnings("SystemConsoleNull") // 25 gives null again where there is no terminal
  private static boolean terminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** So many of all are done. */
  public void told(int done, int all) {
    if (TERMINAL) {
      System.err.printf("\r\033[K%s %d of %d%s", what, done, all, done >= all ? "\n" : "");
      return;
    }
    int part = all == 0 ? PARTS : done * PARTS / all;
    if (part > shown) {
      shown = part;
      System.err.println(what + " " + done + " of " + all);
    }
  }
}
