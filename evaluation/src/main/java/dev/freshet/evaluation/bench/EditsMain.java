package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;

/** {@code ./freshet bench edits [DATA]}: what an edit of a large document costs. */
public final class EditsMain {
  private EditsMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report
   */
  public static void main(String[] args) throws IOException {
    Reported.run(
        args,
        "edits",
        (repository, folder, data, report) ->
            Edits.measure(repository, folder, Corpus.mixed(data, 2 * Edits.TEXTS), report));
  }
}
