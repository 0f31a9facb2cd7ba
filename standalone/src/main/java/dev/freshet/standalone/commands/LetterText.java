package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/** Dead letters, for a person. */
final class LetterText {
  private final PrintWriter out;
  private final Terminal terminal;
  private final InstantSource clock;

  LetterText(PrintWriter out, Terminal terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** One letter a paragraph, and how many. */
  void list(JsonNode letters, boolean more) {
    for (JsonNode letter : letters) {
      line(letter);
      out.println("   " + Terminal.harmless(letter.path("message").asText()));
      out.println();
    }
    int count = letters.size();
    out.println(
        count == 0 && !more
            ? "no dead letters"
            : count + (count == 1 ? " letter" : " letters") + (more ? "; there may be more" : ""));
    out.flush();
  }

  private void line(JsonNode letter) {
    out.printf(
        "%s  %s  %s%n",
        Terminal.harmless(letter.path("position").asText()),
        terminal.bold(Terminal.harmless(letter.path("id").asText("(no id)"))),
        terminal.faint(
            Terminal.harmless(
                letter.path("reason").asText()
                    + " at "
                    + letter.path("stage").asText()
                    + " · attempt "
                    + letter.path("attempt").asText()
                    + " · "
                    + age(letter.path("time").asText()))));
  }

  private String age(String time) {
    try {
      double seconds = Duration.between(Instant.parse(time), clock.instant()).toMillis() / 1e3;
      return Ages.text(Math.max(0, seconds)) + " ago";
    } catch (DateTimeParseException _) {
      return time;
    }
  }

  /** All that is told of one. */
  void show(JsonNode letter) {
    line(letter);
    row("why", letter.path("message"));
    row("meaning", letter.path("meaning"));
    row("published", letter.path("version"));
    row("at", letter.path("sourceTime"));
    row("tenant", letter.path("tenant"));
    row("bytes", letter.path("bytes"));
    row(
        "replayable",
        letter.path("obstacle").isNull() ? letter.path("replayable") : letter.path("obstacle"));
    for (JsonNode header : letter.path("headers")) {
      if (header.has("value")) {
        row("header", header.path("name").asText() + ": " + header.path("value").asText());
      } else {
        row("header", header.path("name").asText() + ": base64 " + header.path("base64").asText());
      }
    }
    if (letter.path("preview").isTextual()) {
      out.println();
      out.println(Terminal.harmless(letter.path("preview").asText()));
    }
    out.flush();
  }

  private void row(String name, JsonNode value) {
    row(name, value.isNull() ? "–" : value.asText());
  }

  private void row(String name, String value) {
    out.printf("%-10s %s%n", name, Terminal.harmless(value));
  }
}
