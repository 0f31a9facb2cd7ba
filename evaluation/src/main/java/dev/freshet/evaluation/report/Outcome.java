package dev.freshet.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.ranking.PairedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a study leaves what it came to: {@code report.html} and {@code report.json}. */
public final class Outcome {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final double PLACES = 1e4;

  private Outcome() {}

  /** A figure as it is told in JSON: four places. */
  public static double rounded(double value) {
    return Math.round(value * PLACES) / PLACES;
  }

  /** Adds {@code difference} and {@code p} of two settings to what is told of them. */
  public static ObjectNode compared(ObjectNode told, PairedTest test) {
    return told.put("difference", rounded(test.difference())).put("p", rounded(test.p()));
  }

  /** Writes both into a folder, which is made where there is none. */
  public static void write(Path folder, String page, JsonNode figures) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.html"), page);
    Files.writeString(folder.resolve("report.json"), JSON.writeValueAsString(figures));
  }
}
