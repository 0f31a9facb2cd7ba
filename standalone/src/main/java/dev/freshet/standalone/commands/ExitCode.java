package dev.freshet.standalone.commands;

/** What a command's end means; said in every {@code --help}. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** Some of it did not, or the service failed at it. */
  public static final int FAILED = 1;

  /** It was asked wrongly, or Freshet cannot start here. */
  public static final int USAGE = 2;

  /** The service does not answer. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
