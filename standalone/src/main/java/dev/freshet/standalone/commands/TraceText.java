package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The journey of a document, for a person: a line a stage, drawn on one scale. */
final class TraceText {
  private static final int WIDTH = 32;

  private final PrintWriter out;
  private final Terminal terminal;

  TraceText(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** All versions, the newest first. */
  void print(JsonNode journey) {
    out.println(
        terminal.bold(Terminal.harmless(journey.path("id").asText()))
            + "  "
            + terminal.faint(
                Terminal.harmless(journey.path("source").asText() + ", " + time(journey, "time"))));
    journey.path("versions").forEach(this::version);
    long left = journey.at("/underWay/left").asLong();
    if (left > 0) {
      out.println();
      out.printf("%d more records are under way and were not looked at%n", left);
    }
    out.flush();
  }

  private void version(JsonNode version) {
    out.println();
    String state = version.path("state").asText();
    String shown = version.path("deletes").asBoolean() ? state + ", deletes" : state;
    out.printf(
        "%s  %s  published %s%s%n",
        version.path("version").asText(),
        state.equals("dead") ? terminal.marked(shown) : terminal.bold(shown),
        time(version, "recordedAt"),
        version.path("freshnessMs").isNumber()
            ? ", retrievable after " + millis(version.path("freshnessMs").asDouble())
            : "");
    stages(version);
    out.println("  " + Terminal.harmless(version.path("text").asText()));
    signals(version.path("signals"));
    waits(version);
    failure(version.path("failure"));
  }

  /** What was measured of its quality, in one line. */
  private void signals(JsonNode signals) {
    List<String> told = new ArrayList<>();
    for (JsonNode signal : signals) {
      String detail = signal.path("detail").asText();
      String text =
          "%s %s%s"
              .formatted(
                  signal.path("signal").asText(),
                  signal.path("value").asText().replaceFirst("\\.0$", ""),
                  detail.isEmpty() ? "" : " (" + detail + ")");
      String shown = Terminal.harmless(text);
      told.add(signal.path("flagged").asBoolean() ? terminal.marked(shown + ", flagged") : shown);
    }
    if (!told.isEmpty()) {
      out.println("  quality: " + String.join("; ", told));
    }
  }

  private void waits(JsonNode version) {
    if (version.path("waitingMs").isNumber()) {
      out.printf("  waiting for %s", millis(version.path("waitingMs").asDouble()));
      JsonNode estimate = version.path("estimate");
      if (estimate.isObject()) {
        out.printf(
            "; about %s more, estimated by %s",
            Ages.text(estimate.path("seconds").asDouble()),
            estimate.path("by").asText().equals("pace")
                ? "how fast records came out lately"
                : "how long recent documents took");
      }
      out.println();
    }
  }

  private void failure(JsonNode failure) {
    if (!failure.isObject()) {
      return;
    }
    out.println(
        "  "
            + Terminal.harmless(
                failure.path("reason").asText() + ": " + failure.path("message").asText()));
    if (failure.path("letter").isTextual()) {
      out.println("  ./freshet dead-letters show " + failure.path("letter").asText());
    }
  }

  private void stages(JsonNode version) {
    JsonNode stages = version.path("stages");
    if (stages.isEmpty()) {
      return;
    }
    double begin = stages.path(0).path("startMicros").asDouble();
    double first = begin - stages.path(0).path("waitedMs").asDouble() * 1000;
    double whole = 1;
    for (JsonNode stage : stages) {
      whole = Math.max(whole, stage.path("endMicros").asDouble() - first);
    }
    for (JsonNode stage : stages) {
      out.printf(
          "  %-8s %s  %8s after %8s%s%n",
          Terminal.harmless(stage.path("stage").asText()),
          drawn(stage, first, whole),
          millis(stage.path("ms").asDouble()),
          millis(stage.path("waitedMs").asDouble()),
          stage.path("machine").isTextual()
              ? "  " + terminal.faint(Terminal.harmless(stage.path("machine").asText()))
              : "");
    }
  }

  /** Where the stage lies between publishing and the last stage's end. */
  private static String drawn(JsonNode stage, double first, double whole) {
    double from = (stage.path("startMicros").asDouble() - first) / whole;
    double to = (stage.path("endMicros").asDouble() - first) / whole;
    int start = (int) Math.clamp(Math.floor(from * WIDTH), 0, WIDTH - 1);
    int end = (int) Math.clamp(Math.ceil(to * WIDTH), start + 1, WIDTH);
    return "·".repeat(start) + "█".repeat(end - start) + "·".repeat(WIDTH - end);
  }

  private static String time(JsonNode node, String field) {
    return node.path(field).asText().replaceFirst("(\\.\\d{3})\\d+Z$", "$1Z");
  }

  private static String millis(double millis) {
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : Ages.text(millis / 1_000);
  }
}
