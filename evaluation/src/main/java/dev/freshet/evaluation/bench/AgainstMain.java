package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code ./freshet bench against COMMIT [DATA [ROUNDS]]}: whether this commit is worse than another
 * one. Exit code 1 where it is.
 */
public final class AgainstMain {
  private AgainstMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, the
   *     tree of the commit that is held against, its name, and how many rounds of four runs
   */
  public static void main(String[] args) throws IOException {
    Path before = Path.of(args[3]).toAbsolutePath().normalize();
    if (!args[5].matches("[2-9]|[1-9]\\d")) {
      System.err.println("bench against: ROUNDS is \"" + args[5] + "\": give 2 to 99");
      System.exit(2);
    }
    Reported.run(
        args,
        "against " + args[4],
        (repository, folder, data, report) ->
            new Against(folder, Corpus.mixed(data, Against.TEXTS), Corpus.questions(data))
                .measure(before, repository, Integer.parseInt(args[5]), report));
  }
}
