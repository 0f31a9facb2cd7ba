package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Generations as a person reads them. */
final class GenerationText {
  private static final double PERCENT = 100;

  private GenerationText() {}

  /** What a build is at, such as {@code building, about 12 s left}. */
  static String doing(JsonNode one) {
    String trouble = one.path("trouble").asText("");
    if (!trouble.isEmpty()) {
      return Terminal.harmless("waits, " + trouble + ";");
    }
    JsonNode left = one.path("secondsLeft");
    return left.isNumber()
        ? String.format(Locale.ROOT, "building, about %.0f s left;", left.asDouble())
        : "building;";
  }

  /** A line for each. */
  static List<String> list(JsonNode generations) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : generations) {
      String progress =
          one.path("state").asText().equals("building")
              ? ", " + one.path("done").asLong() + " of " + one.path("total").asLong()
              : "";
      lines.add(
          String.format(
              Locale.ROOT,
              "%-14s%-10s%,d passages%s; %s tokens a passage, %s",
              one.path("name").asText(),
              one.path("state").asText(),
              one.path("passages").asLong(),
              progress,
              one.path("settings").path("passage.max-tokens").asText("?"),
              model(one.path("settings"))));
      String trouble = one.path("trouble").asText("");
      if (!trouble.isEmpty()) {
        lines.add("  " + trouble);
      }
    }
    return lines;
  }

  private static String model(JsonNode settings) {
    return settings.path("embedder").asText().equals("onnx")
        ? settings.path("embedder.onnx.name").asText()
        : settings.path("embedder.http.model").asText("?");
  }

  /** What a comparison came to. */
  static String comparison(JsonNode told) {
    if (told.path("queries").asInt() == 0) {
      return "no document has a title to compare by: give queries with --queries FILE";
    }
    String line =
        String.format(
            Locale.ROOT,
            "%d %s: %s of the documents among the first %d passages are the same, %s of the first"
                + " ones; median %.0f ms (was %.0f)",
            told.path("queries").asInt(),
            told.path("sampled").asBoolean() ? "titles asked" : "queries",
            percent(told.path("sameDocuments")),
            told.path("limit").asInt(),
            percent(told.path("sameFirst")),
            told.path("other").path("medianMs").asDouble(),
            told.path("serving").path("medianMs").asDouble());
    JsonNode own = told.path("other").path("ownDocumentFound");
    return own.isNumber()
        ? line
            + "; the titled document was found by "
            + percent(own)
            + " (was "
            + percent(told.path("serving").path("ownDocumentFound"))
            + ")"
        : line;
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, "%.0f %%", PERCENT * share.asDouble());
  }
}
