package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Passages found, for a person. */
final class SearchResults {
  private static final int LONGEST_TEXT = 600;

  private final PrintWriter out;
  private final Terminal terminal;

  SearchResults(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void print(JsonNode found) {
    int rank = 1;
    for (JsonNode result : found.path("results")) {
      print(rank++, result);
    }
    JsonNode age = found.path("freshness").path("ageSeconds");
    out.printf(
        "%d %s in %s ms; %s%n",
        rank - 1,
        rank == 2 ? "passage" : "passages",
        found.path("tookMs").asText("?"),
        Ages.behind(age));
    out.flush();
  }

  private void print(int rank, JsonNode result) {
    JsonNode document = result.path("document");
    JsonNode passage = result.path("passage");
    out.printf(
        "%s %s  %s%n",
        terminal.faint(rank + "."),
        terminal.bold(Terminal.harmless(DocumentText.name(document))),
        terminal.faint(
            DocumentText.where(document, passage)
                + " · score %.3f".formatted(result.path("score").asDouble())));
    out.println(marked(passage));
    out.println();
  }

  /** The text with the matched words marked, cut at a length that can be read. */
  private String marked(JsonNode passage) {
    String text = passage.path("text").asText();
    var marked = new StringBuilder("   ");
    int from = 0;
    int end = Math.min(text.length(), LONGEST_TEXT);
    for (JsonNode range : passage.path("highlights")) {
      int start = range.path(0).asInt();
      int stop = range.path(1).asInt();
      if (start < from || stop <= start || stop > end) {
        continue;
      }
      marked.append(indented(text.substring(from, start)));
      marked.append(terminal.marked(indented(text.substring(start, stop))));
      from = stop;
    }
    marked.append(indented(text.substring(from, end)));
    return end < text.length() ? marked.append(" …").toString() : marked.toString();
  }

  private static String indented(String text) {
    return Terminal.harmless(text).replace("\n", "\n   ");
  }
}
