package dev.freshet.standalone;

import dev.freshet.standalone.commands.Freshet;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Freshet.run(arguments));
  }
}
