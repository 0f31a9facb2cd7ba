package dev.freshet.evaluation.bench;

import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;

/** A measurement with a report of its own: measures, writes it and ends the process. */
final class Reported {
  private Reported() {}

  /** What is measured. */
  interface Measurement {
    /**
     * Measures.
     *
     * @param repository where {@code ./freshet} stands
     * @param folder empty, for what is measured
     * @param data the folder with the collections
     */
    void run(Path repository, Path folder, Path data, Report report) throws IOException;
  }

  /**
   * How many minutes are measured: the fourth argument.
   *
   * @param standard where there is none
   * @param least fewer are taken as so many
   */
  static int minutes(String[] args, int standard, int least) {
    return Math.max(least, args.length > 3 ? Integer.parseInt(args[3]) : standard);
  }

  /**
   * Exit code 1 where a verdict is missed. The data of what was measured is deleted only where none
   * is.
   *
   * @param args the repository, the folder with the collections, the folder for the report
   * @param title of the report, behind the time
   */
  static void run(String[] args, String title, Measurement measurement) throws IOException {
    Report report = new Report(Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + title);
    Path folder = Files.createTempDirectory("freshet-bench");
    measurement.run(
        Path.of(args[0]).toAbsolutePath().normalize(),
        folder,
        Path.of(args[1]).toAbsolutePath().normalize(),
        report);
    report.write(Path.of(args[2]));
    if (report.allMet()) {
      delete(folder);
    }
    System.out.println("\nreport: " + Path.of(args[2], "report.html"));
    System.exit(report.allMet() ? 0 : 1);
  }

  /** With all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
