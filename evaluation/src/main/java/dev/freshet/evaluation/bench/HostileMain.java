package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import java.io.IOException;

/** {@code ./freshet bench hostile [DATA]}: good documents among files that mean harm. */
public final class HostileMain {
  private HostileMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report
   */
  public static void main(String[] args) throws IOException {
    Reported.run(
        args,
        "hostile files",
        (repository, folder, data, report) ->
            AmongHostile.measure(
                repository, folder, Corpus.mixed(data, AmongHostile.TEXTS), report));
  }
}
