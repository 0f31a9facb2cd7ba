package dev.freshet.standalone.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a first minute looks like: publish a few files, search, look at the state. */
final class Rehearsal {
  private static final List<String> NAMES =
      List.of("page.html", "notes.md", "plain.txt", "table.csv");

  private Rehearsal() {}

  static void at(URI service, Path folder, PrintWriter out) {
    Path files = folder.resolve("rehearsal");
    try {
      Files.createDirectories(files);
      for (String name : NAMES) {
        Files.writeString(files.resolve(name), text(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = "--url=" + service;
    run(out, "publish", url, "--timeout=30s", files.toString());
    run(out, "search", url, "how long is the notice period");
    run(out, "search", url, "--mode=sparse", "notice period");
    run(out, "status", url);
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
