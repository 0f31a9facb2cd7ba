package dev.freshet.evaluation.freshness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.EvalCommand;
import dev.freshet.evaluation.quality.EvalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code ./freshet eval freshness --collection DIR [--json]}: how often an answer that has moved is
 * told as it is now. Exit codes: 0 done, 2 wrong options or collection.
 */
public final class FreshnessMain {
  /** Former moments stay readable for so long: longer than any run. */
  private static final Map<String, String> SURROUNDINGS = Map.of("FRESHET_INDEX_RETENTION", "2d");

  private FreshnessMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException, Refused {
    EvalCommand.run("freshness", args, FreshnessMain::run);
  }

  private static void run(Path repository, EvalOptions options) throws IOException {
    Replay replay = Replay.read(options.collection(), options::chosen);
    Files.createDirectories(options.data());
    // Each replay begins where the collection begins.
    Path data = Files.createTempDirectory(options.data(), "run-");
    List<Asked> asked;
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, data, SURROUNDINGS)) {
      System.err.println("starting Freshet on " + data);
      freshet.start();
      asked = new Study(freshet, replay).run();
    }
    Shares shares = new Shares(asked);
    ObjectNode told = FreshnessJson.of(replay, shares);
    EvalCommand.tell(options, FreshnessPage.of(replay, shares), told, () -> print(shares));
  }

  private static void print(Shares shares) {
    for (Age age : Age.values()) {
      for (Arm arm : Arm.values()) {
        System.out.printf(Locale.ROOT, "%-16s %-38s", age.words(), arm.words());
        for (Verdict verdict : Verdict.values()) {
          String name = verdict.name().toLowerCase(Locale.ROOT);
          System.out.printf(Locale.ROOT, " %s %.4f", name, shares.of(age).share(arm, verdict));
        }
        System.out.println();
      }
    }
  }
}
