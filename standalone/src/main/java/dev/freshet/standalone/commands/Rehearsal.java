package dev.freshet.standalone.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * What a first minute looks like: publish files, search, look at the state. Often enough for the
 * start-up cache to know which methods are hot, not only which classes are needed.
 */
final class Rehearsal {
  private static final List<String> NAMES =
      List.of("page.html", "notes.md", "plain.txt", "table.csv");

  private static final int TEXTS = 150;
  private static final int SEARCHES = 150;
  private static final List<String> WORDS =
      List.of(
          "water",
          "level",
          "notice",
          "period",
          "river",
          "station",
          "report",
          "contract",
          "month",
          "quarter",
          "holiday",
          "engine",
          "wing",
          "pressure",
          "supply",
          "customer",
          "invoice");

  private Rehearsal() {}

  static void at(URI service, Path folder, PrintWriter out) {
    Path files = folder.resolve("rehearsal");
    try {
      Files.createDirectories(files);
      for (String name : NAMES) {
        Files.writeString(files.resolve(name), text(name));
      }
      Random random = new Random(1);
      for (int i = 0; i < TEXTS; i++) {
        Files.writeString(files.resolve("text-" + i + ".txt"), prose(random));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = "--url=" + service;
    run(out, "publish", url, "--timeout=30s", files.toString());
    run(out, "search", url, "how long is the notice period");
    run(out, "search", url, "--mode=sparse", "notice period");
    for (int i = 0; i < SEARCHES; i++) {
      run(out, "search", url, WORDS.get(i % WORDS.size()) + " " + WORDS.get(i % 7));
    }
    run(out, "status", url);
  }

  /** About 200 words in sentences. */
  private static String prose(Random random) {
    StringBuilder prose = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      prose.append(WORDS.get(random.nextInt(WORDS.size()))).append(i % 12 == 11 ? ". " : " ");
    }
    return prose.toString();
  }

  private static String text(String name) {
    String sentence = "The notice period is three months to the end of a quarter. ";
    return switch (name) {
      case "page.html" -> "<html><body><h1>Notice</h1><p>" + sentence + "</p></body></html>";
      case "notes.md" -> "# Notice\n\n" + sentence.repeat(40) + "\n\n- a point\n- another\n";
      case "table.csv" -> "name,months\nnotice,3\ntrial,6\n";
      default -> sentence.repeat(5);
    };
  }

  private static void run(PrintWriter out, String... arguments) {
    int code = Freshet.run(arguments);
    if (code != ExitCode.OK) {
      out.println("rehearsal: " + arguments[0] + " ended with " + code);
    }
  }
}
