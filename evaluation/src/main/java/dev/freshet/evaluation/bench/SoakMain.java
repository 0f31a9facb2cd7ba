package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code ./freshet bench soak [DATA [MINUTES]]}: mixed load for 30 minutes. */
public final class SoakMain {
  private static final int MINUTES = 30;

  private SoakMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and
   *     where given how many minutes, at least 6
   */
  public static void main(String[] args) throws IOException {
    int minutes = args.length > 3 ? Integer.parseInt(args[3]) : MINUTES;
    Report report =
        new Report(Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", soak of " + minutes + " min");
    Path folder = Files.createTempDirectory("freshet-soak");
    Soak.run(
        Path.of(args[0]).toAbsolutePath().normalize(),
        folder,
        Path.of(args[1]).toAbsolutePath().normalize(),
        Math.max(6, minutes),
        report);
    report.write(Path.of(args[2]));
    System.out.println("\nreport: " + Path.of(args[2], "report.html"));
    System.exit(report.allMet() ? 0 : 1);
  }
}
