package dev.freshet.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What deploy/ has for seeing: dashboards and alerts. */
final class Observed {
  static final Path DEPLOY = Path.of("..", "deploy");
  static final Path ALERTS = DEPLOY.resolve("alerts").resolve("freshet.yaml");
  static final Path ALERTS_TEST = DEPLOY.resolve("alerts").resolve("freshet.test.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Observed() {}

  /**
   * An expression, and where it stands.
   *
   * @param place file and title
   * @param text as Grafana or Prometheus reads it
   */
  record Expression(String place, String text) {
    /** As Prometheus reads it by itself. */
    String asked() {
      return text.replace("$__rate_interval", "1m");
    }
  }

  static List<Path> dashboards() {
    try (Stream<Path> files = Files.list(DEPLOY.resolve("dashboards"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode dashboard(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of all panels. */
  static List<Expression> panels() {
    List<Expression> all = new ArrayList<>();
    for (Path file : dashboards()) {
      for (JsonNode panel : dashboard(file).path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String place = file.getFileName() + ", " + panel.path("title").asText();
          all.add(new Expression(place, target.path("expr").asText()));
        }
      }
    }
    return all;
  }

  /** Each alert's rule. */
  static List<JsonNode> alerts() {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode group : yaml(ALERTS).path("groups")) {
      group.path("rules").forEach(all::add);
    }
    return all;
  }

  static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
