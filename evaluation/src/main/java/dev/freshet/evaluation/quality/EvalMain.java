package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.load.FreshetUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * {@code ./freshet eval --collection DIR [--json]}: how well a collection's questions are answered,
 * by meaning, by words and by both. Exit codes: 0 done, 2 wrong options or collection.
 */
public final class EvalMain {
  private static final List<String> MODES = List.of("dense", "sparse", "hybrid");

  private EvalMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    EvalCommand.run("", args, EvalMain::run);
  }

  private static void run(Path repository, EvalOptions options) throws IOException {
    Collection whole = Collection.read(options.collection());
    Collection collection = whole.asking(options.chosen(List.copyOf(whole.questions().keySet())));
    Files.createDirectories(options.data());
    SequencedMap<String, Scores> modes = new LinkedHashMap<>();
    long passages;
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, options.data())) {
      System.err.println("starting Freshet on " + options.data());
      freshet.start();
      Filling.publish(freshet, collection.documents());
      passages = freshet.api().passages();
      for (String mode : MODES) {
        modes.put(
            mode,
            Questioning.ask(
                freshet.api(), collection, mode, new Progress(mode + " questions")::told));
      }
    }
    ObjectNode told = EvalJson.of(collection, passages, modes);
    EvalCommand.tell(options, EvalPage.of(collection, modes, told), told, () -> print(modes));
  }

  private static void print(SequencedMap<String, Scores> modes) {
    for (String measure : modes.firstEntry().getValue().values().keySet()) {
      modes.forEach(
          (mode, scores) ->
              System.out.printf(
                  Locale.ROOT,
                  "%-11s %-7s %.4f ± %.4f%n",
                  measure,
                  mode,
                  scores.mean(measure),
                  scores.error(measure)));
    }
  }
}
