package dev.freshet.evaluation.bench;

import java.io.IOException;

/**
 * {@code ./freshet bench crowd [DATA [MINUTES]]}: 200 watchers and 64 searchers over 50,000
 * passages, for 5 minutes.
 */
public final class CrowdMain {
  private static final int MINUTES = 5;
  private static final int LEAST = 3;

  private CrowdMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and
   *     where given how many minutes, at least 3
   */
  public static void main(String[] args) throws IOException {
    int minutes = Reported.minutes(args, MINUTES, LEAST);
    Reported.run(
        args,
        "crowd of " + minutes + " min",
        (repository, folder, data, report) -> Crowd.run(repository, folder, data, minutes, report));
  }
}
