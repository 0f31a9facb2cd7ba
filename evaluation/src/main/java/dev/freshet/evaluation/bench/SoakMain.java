package dev.freshet.evaluation.bench;

import java.io.IOException;

/** {@code ./freshet bench soak [DATA [MINUTES]]}: mixed load for 30 minutes. */
public final class SoakMain {
  private static final int MINUTES = 30;
  private static final int LEAST = 6;

  private SoakMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and
   *     where given how many minutes, at least 6
   */
  public static void main(String[] args) throws IOException {
    int minutes = Reported.minutes(args, MINUTES, LEAST);
    Reported.run(
        args,
        "soak of " + minutes + " min",
        (repository, folder, data, report) -> Soak.run(repository, folder, data, minutes, report));
  }
}
