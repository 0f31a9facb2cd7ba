package dev.freshet.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.standalone.dataset.DatasetSettings.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The card of a dataset in Hugging Face's form: {@code README.md} with a YAML head. */
final class Card {
  /** Its file. */
  static final String NAME = "README.md";

  /** Of the licences that Hugging Face knows by a short name, those that texts mostly have. */
  private static final Set<String> KNOWN =
      Set.of(
          "apache-2.0",
          "mit",
          "cc0-1.0",
          "cc-by-3.0",
          "cc-by-4.0",
          "cc-by-sa-3.0",
          "cc-by-sa-4.0",
          "cc-by-nc-4.0",
          "cc-by-nc-sa-4.0",
          "cc-by-nd-4.0",
          "odc-by",
          "odbl",
          "gfdl",
          "pddl",
          "bsd-3-clause",
          "gpl-3.0",
          "unlicense");

  private Card() {}

  /**
   * @param head of the manifest
   */
  static String of(DatasetSettings settings, ObjectNode head, Outputs outputs) {
    List<String> lines = new ArrayList<>();
    lines.add("---");
    licence(outputs.licences().keySet(), lines);
    lines.add("size_categories:");
    lines.add("- " + size(outputs.size()));
    lines.add("task_categories:");
    lines.add("- text-retrieval");
    lines.add("configs:");
    config("pairs", true, lines);
    if (settings.formats().contains(Format.CHAT)) {
      config("chat", false, lines);
    }
    lines.add("---");
    lines.add("");
    lines.add("# Questions and passages");
    lines.add("");
    lines.add(
        "Made by `freshet dataset build` from generation `%s`, seed %d, version `%s`."
            .formatted(
                head.path("generation").asText(), settings.seed(), head.path("version").asText()));
    lines.add("`manifest.json` names every document and version, and what was left out and why.");
    lines.add("");
    lines.add("| split | examples |");
    lines.add("|---|---|");
    for (Side side : List.of(Side.TRAIN, Side.TEST)) {
      lines.add("| %s | %d |".formatted(side.label(), outputs.size(side)));
    }
    lines.add("");
    lines.add("| licence, as the documents say | examples |");
    lines.add("|---|---|");
    outputs
        .licences()
        .forEach(
            (licence, count) ->
                lines.add(
                    "| %s | %d |".formatted(licence.isEmpty() ? "unknown" : cell(licence), count)));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String cell(String text) {
    return text.replaceAll("[\\r\\n|]", " ");
  }

  private static void licence(Set<String> licences, List<String> lines) {
    String only = licences.size() == 1 ? licences.iterator().next() : "";
    String shortName = only.toLowerCase(Locale.ROOT);
    if (KNOWN.contains(shortName)) {
      lines.add("license: " + shortName);
    } else if (only.isEmpty() && licences.size() <= 1) {
      lines.add("license: unknown");
    } else {
      lines.add("license: other");
      lines.add(
          "license_name: \"%s\""
              .formatted(only.isEmpty() ? "several" : only.replaceAll("[\"\\\\\\p{Cntrl}]", " ")));
    }
  }

  private static void config(String name, boolean byDefault, List<String> lines) {
    lines.add("- config_name: " + name);
    if (byDefault) {
      lines.add("  default: true");
    }
    lines.add("  data_files:");
    for (Side side : List.of(Side.TRAIN, Side.TEST)) {
      lines.add("  - split: " + side.label());
      lines.add("    path: %s.%s.jsonl".formatted(name, side.label()));
    }
  }

  private static String size(long examples) {
    if (examples < 1_000) {
      return "n<1K";
    }
    return examples < 10_000
        ? "1K<n<10K"
        : examples < 100_000 ? "10K<n<100K" : examples < 1_000_000 ? "100K<n<1M" : "1M<n<10M";
  }
}
