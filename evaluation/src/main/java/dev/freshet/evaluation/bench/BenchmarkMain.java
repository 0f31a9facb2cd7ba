package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code evaluation/bench DATA [SCALE]}: measures and writes the report. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and the
   *     scale (1 for all, less to try it out)
   */
  public static void main(String[] args) throws IOException {
    Path repository = Path.of(args[0]).toAbsolutePath().normalize();
    Path data = Path.of(args[1]).toAbsolutePath().normalize();
    Path out = Path.of(args[2]).toAbsolutePath().normalize();
    double scale = args.length > 3 ? Double.parseDouble(args[3]) : 1;
    if (!(scale >= Loads.LEAST_SCALE)) {
      System.err.println(
          "a scale of " + scale + " is too few documents: give " + Loads.LEAST_SCALE + " or more");
      System.exit(2);
    }
    if (!Files.isDirectory(data.resolve("squad2"))) {
      System.err.println(
          "no collections in " + data + ": give the folder that holds squad2 and cranfield");
      System.exit(2);
    }
    Report report =
        new Report(
            Instant.now().truncatedTo(ChronoUnit.MINUTES)
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores, Java "
                + Runtime.version()
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", scale "
                + scale);
    Path work = Files.createTempDirectory("freshet-bench");
    try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
      new Benchmark(repository, data, work, scale, embedder, report).run();
    } finally {
      report.write(out);
      Reported.delete(work);
    }
    System.out.println("\nreport: " + out.resolve("report.html"));
    System.exit(report.allMet() ? 0 : 1);
  }
}
