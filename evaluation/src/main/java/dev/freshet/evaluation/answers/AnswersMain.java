package dev.freshet.evaluation.answers;

import dev.freshet.common.failure.Refused;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import dev.freshet.evaluation.answers.AnswersStudy.Asked;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures answers without a language model, and the measure of support. */
public final class AnswersMain {
  private static final int SAMPLE = 300;
  private static final int SEED = 7;
  private static final int SHOWN = 3;

  private AnswersMain() {}

  /**
   * @param args the folder with the collections; a folder for the rows and the unpacked model; how
   *     many questions of each kind (300); the seed they are chosen by (7)
   */
  public static void main(String[] args) throws IOException, Refused {
    Path output = Files.createDirectories(Path.of(args[1]));
    Squad all = Squad.read(Path.of(args[0]));
    SupportStudy.run(all, System.out);
    Squad squad =
        all.sample(
            args.length > 2 ? Integer.parseInt(args[2]) : SAMPLE,
            args.length > 3 ? Integer.parseInt(args[3]) : SEED);
    try (OnnxEmbedder embedder = OnnxEmbedder.open(OnnxSettings.bundled(output));
        PrintStream rows =
            new PrintStream(output.resolve("quotes.tsv").toFile(), StandardCharsets.UTF_8)) {
      var study = new AnswersStudy(squad.paragraphs(), embedder);
      report(
          study.ask("answerable", squad.answerable(), rows),
          study.ask("unanswerable", squad.unanswerable(), rows),
          study.ask("foreign", squad.foreign(), rows));
    }
  }

  private static void report(
      List<Asked> answerable, List<Asked> unanswerable, List<Asked> foreign) {
    for (boolean fitted : new boolean[] {true, false}) {
      System.out.println(fitted ? "Articles that were fitted on" : "Articles that were not");
      List<Asked> yes = of(answerable, fitted);
      System.out.printf(
          Locale.ROOT,
          "%d answerable: paragraph retrieved %.3f, answer in the first quote %.3f, in the first"
              + " three %.3f%n",
          yes.size(),
          share(yes.stream(), Asked::retrieved),
          share(yes.stream(), asked -> asked.right() == 0),
          share(yes.stream(), asked -> asked.right() >= 0 && asked.right() < SHOWN));
      for (double least = .05; least < .9; least += .05) {
        double bar = least;
        double answered = share(yes.stream(), asked -> asked.confidence() >= bar);
        double right =
            share(yes.stream(), asked -> asked.confidence() >= bar && asked.right() == 0);
        double no = share(of(unanswerable, fitted).stream(), asked -> asked.confidence() < bar);
        double far = share(of(foreign, fitted).stream(), asked -> asked.confidence() < bar);
        System.out.printf(
            Locale.ROOT,
            "from %.2f: answered %.3f (right %.3f); declined of unanswerable %.3f, of foreign %.3f;"
                + " balanced %.3f%n",
            bar,
            answered,
            right,
            no,
            far,
            (answered + no) / 2);
      }
    }
  }

  private static List<Asked> of(List<Asked> asked, boolean fitted) {
    return asked.stream().filter(one -> one.question().fits() == fitted).toList();
  }

  private static double share(Stream<Asked> asked, java.util.function.Predicate<Asked> which) {
    return asked.mapToDouble(one -> which.test(one) ? 1 : 0).average().orElse(0);
  }
}
