package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;

/** {@code ./freshet bench observed [DATA [ROUNDS]]}: what traces, metrics and the canary cost. */
public final class ObservedMain {
  private static final int ROUNDS = 1;

  private ObservedMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and
   *     where given how many rounds of fourteen runs
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : ROUNDS;
    Reported.run(
        args,
        "with everything seen",
        (repository, folder, data, report) ->
            Observed.measure(
                repository, folder, Corpus.mixed(data, Observed.TEXTS), rounds, report));
  }
}
