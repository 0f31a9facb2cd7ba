package dev.freshet.evaluation.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.failure.Refused;
import dev.freshet.evaluation.report.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What the studies of {@code ./freshet eval} have in common: options, exit codes, the outcome. */
public final class EvalCommand {
  private EvalCommand() {}

  /** What is measured. */
  public interface Study {
    /**
     * @param repository where {@code ./freshet} stands
     * @throws UnusableCollection naming the file and the line
     * @throws Refused when the embedder refuses a text
     */
    void run(Path repository, EvalOptions options) throws IOException, Refused;
  }

  /**
   * Runs a study and ends the process: 0 done, 2 wrong options or collection.
   *
   * @param name of the study, as it is called; empty: the quality of retrieval
   * @param args the repository, the folder for data and reports, and the options
   */
  public static void run(String name, String[] args, Study study) throws IOException, Refused {
    run(name, args, "", study);
  }

  /**
   * The same of a study that has options of its own, which are taken out already.
   *
   * @param usage what is said of those
   */
  public static void run(String name, String[] args, String usage, Study study)
      throws IOException, Refused {
    try {
      Path standard = absolute(args[1]).resolve(name);
      study.run(
          absolute(args[0]), EvalOptions.of(standard, Arrays.copyOfRange(args, 2, args.length)));
    } catch (IllegalArgumentException | UnusableCollection e) {
      String command = ("freshet eval " + name).strip();
      System.err.println(command + ": " + e.getMessage() + "\n" + EvalOptions.USAGE + usage);
      System.exit(2);
    }
    System.exit(0);
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  /**
   * Writes what came out, and prints it.
   *
   * @param print prints it for people; not asked where JSON is wanted
   */
  public static void tell(EvalOptions options, String page, ObjectNode figures, Runnable print)
      throws IOException {
    Outcome.write(options.out(), page, figures);
    if (options.json()) {
      System.out.println(figures);
    } else {
      print.run();
    }
    System.err.println("report: " + options.out().resolve("report.html"));
  }
}
