package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An answer, for a person. */
final class AnswerText {
  private static final Map<String, String> SILENCE =
      Map.of(
          "no-passages", "nothing was found",
          "no-evidence", "nothing that was found is good enough",
          "declined", "the model does not know",
          "unsupported", "nothing the model said is supported by what was found");

  private final PrintWriter out;
  private final Terminal terminal;
  private boolean begun;

  AnswerText(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A piece of the text, as it comes. */
  void piece(String text) {
    out.print(Terminal.harmless(text));
    out.flush();
    begun = true;
  }

  /** What came is no answer. */
  void brokenOff() {
    if (begun) {
      out.println(terminal.faint(" … broken off: this is no answer"));
    }
    out.flush();
  }

  /** All of it is there. */
  void end(JsonNode answer) {
    if (!begun) {
      out.print(Terminal.harmless(answer.path("text").asText()));
    }
    out.println();
    if (!answer.path("answered").asBoolean()) {
      String reason = answer.path("reason").asText();
      out.println(terminal.faint("(" + SILENCE.getOrDefault(reason, reason) + ")"));
    }
    unsupported(answer);
    sources(answer);
    out.println(terminal.faint(foot(answer)));
    out.flush();
  }

  private void unsupported(JsonNode answer) {
    for (JsonNode sentence : answer.path("sentences")) {
      if (!sentence.path("supported").asBoolean(true)) {
        out.println(
            terminal.marked("not supported by what it cites: ")
                + Terminal.harmless(sentence.path("text").asText().strip()));
      }
    }
  }

  private void sources(JsonNode answer) {
    Set<Integer> cited = new LinkedHashSet<>();
    answer
        .path("sentences")
        .forEach(s -> s.path("citations").forEach(number -> cited.add(number.asInt())));
    if (!cited.isEmpty()) {
      out.println();
    }
    for (JsonNode citation : answer.path("citations")) {
      if (cited.contains(citation.path("number").asInt())) {
        source(citation);
      }
    }
  }

  private void source(JsonNode citation) {
    JsonNode document = citation.path("document");
    out.println(
        terminal.faint("[" + citation.path("number").asInt() + "]")
            + " "
            + terminal.bold(Terminal.harmless(DocumentText.name(document)))
            + "  "
            + terminal.faint(
                DocumentText.where(document, citation)
                    + " · version "
                    + Terminal.harmless(document.path("version").asText())));
    if (!citation.path("suspicious").isEmpty()) {
      out.println("    " + terminal.marked("it holds text that tries to instruct the model"));
    }
  }

  private static String foot(JsonNode answer) {
    String by = answer.path("model").asText("quoted, no model");
    JsonNode age = answer.path("freshness").path("ageSeconds");
    return String.format(
        Locale.ROOT,
        "%s%s; %.0f ms; %s",
        Terminal.harmless(by),
        answer.path("cached").asBoolean() ? ", remembered" : "",
        answer.path("timings").path("totalMs").asDouble(),
        Ages.behind(age));
  }
}
