package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code ./freshet bench hostile [DATA]}: good documents among files that mean harm. */
public final class HostileMain {
  private HostileMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report
   */
  public static void main(String[] args) throws IOException {
    Report report = new Report(Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", hostile files");
    AmongHostile.measure(
        Path.of(args[0]).toAbsolutePath().normalize(),
        Files.createTempDirectory("freshet-hostile"),
        Corpus.mixed(Path.of(args[1]), AmongHostile.TEXTS),
        report);
    report.write(Path.of(args[2]));
    System.out.println("\nreport: " + Path.of(args[2], "report.html"));
    System.exit(report.allMet() ? 0 : 1);
  }
}
