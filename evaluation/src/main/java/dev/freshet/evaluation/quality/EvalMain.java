package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.evaluation.load.Await;
import dev.freshet.evaluation.load.FreshetUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofHours(12);

  private EvalMain() {}

  /**
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void main(String[] args) throws IOException {
    try {
      Path repository = Path.of(args[0]).toAbsolutePath().normalize();
      Path standard = Path.of(args[1]).toAbsolutePath().normalize();
      run(repository, EvalOptions.of(standard, Arrays.copyOfRange(args, 2, args.length)));
    } catch (IllegalArgumentException | UnusableCollection e) {
      System.err.println("freshet eval: " + e.getMessage() + "\n" + EvalOptions.USAGE);
      System.exit(2);
    }
    System.exit(0);
  }

  private static void run(Path repository, EvalOptions options) throws IOException {
    Collection collection = Collection.read(options.collection());
    Files.createDirectories(options.data());
    SequencedMap<String, Scores> modes = new LinkedHashMap<>();
    long passages;
    try (FreshetUnderTest freshet = new FreshetUnderTest(repository, options.data())) {
      say("starting Freshet on " + options.data());
      freshet.start();
      publish(freshet, collection);
      passages = freshet.api().passages();
      for (String mode : MODES) {
        modes.put(
            mode,
            Questioning.ask(
                freshet.api(), collection, mode, new Progress(mode + " questions")::told));
      }
    }
    ObjectNode told = EvalJson.of(collection, passages, modes);
    write(options.out(), collection, modes, told);
    if (options.json()) {
      System.out.println(told);
    } else {
      print(modes);
    }
    say("report: " + options.out().resolve("report.html"));
  }

  private static void publish(FreshetUnderTest freshet, Collection collection) {
    long all = freshet.api().retrievable(FreshetUnderTest.LIVE) + collection.documents().size();
    freshet.publisher().publish(FreshetUnderTest.LIVE, collection.documents());
    int documents = collection.documents().size();
    Progress progress = new Progress("documents");
    Await.until(
        "all documents are retrievable",
        LOOK,
        LONGEST,
        () -> {
          long left = all - freshet.api().retrievable(FreshetUnderTest.LIVE);
          progress.told((int) (documents - Math.max(0, left)), documents);
          return left <= 0;
        });
  }

  private static void write(
      Path out, Collection collection, SequencedMap<String, Scores> modes, ObjectNode told)
      throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("report.html"), EvalPage.of(collection, modes, told));
    Files.writeString(
        out.resolve("report.json"),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(told));
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

  private static void say(String text) {
    System.err.println(text);
  }
}
