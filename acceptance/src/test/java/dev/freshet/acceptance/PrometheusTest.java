package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards before a real Prometheus, where there is one on the path. */
class PrometheusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 120;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;

  @Test
  void rules_areValid() throws Exception {
    require("promtool");
    assertThat(run("promtool", "check", "rules", Observed.ALERTS.toString())).contains("SUCCESS");
  }

  /** Each alert fires on its fault's series and stays silent otherwise. */
  @Test
  void everyAlert_firesForItsFault_andStaysSilentOtherwise() throws Exception {
    require("promtool");
    assertThat(run("promtool", "test", "rules", Observed.ALERTS_TEST.toString()))
        .contains("SUCCESS");
  }

  @Test
  void realPrometheus_loadsTheRules_andHasDataForEveryPanel_andTheAlertOfACausedFault()
      throws Exception {
    require("prometheus");
    try (FakeModel model = new FakeModel()) {
      Path questions =
          Files.writeString(
              folder.resolve("questions.jsonl"),
              "{\"query\":\"notice period\",\"relevant\":[\"leave-0\"]}\n");
      Map<String, String> settings =
          Map.of(
              "canary",
              "true",
              "canary.interval",
              "1s",
              "embed.price",
              "1000",
              "reevaluation.questions",
              questions.toString());
      try (RunningFreshet freshet = model.start(folder, settings)) {
        int port = RunningFreshet.freePorts()[0];
        Process prometheus = prometheus(port, freshet.url());
        try {
          String url = "http://127.0.0.1:" + port;
          await("a first scrape", () -> !results(url, "up{job=\"freshet\"} == 1").isEmpty());
          load(freshet.url());
          await("the canary", () -> !results(url, "freshet_canary_seconds_count > 0").isEmpty());
          assertThat(rules(url)).hasSameSizeAs(Observed.alerts());
          await("every panel's data", () -> load(freshet.url()) && empty(url).isEmpty());
          await("the alert", () -> firing(url).contains("DeadLetters"));
          assertThat(firing(url)).doesNotContain("TargetDown", "CanaryMissing", "JobThreadsGone");
          assertThat(search(freshet.url(), "canary published to see how long it takes"))
              .allSatisfy(
                  hit -> assertThat(hit.at("/document/id").asText()).doesNotContain("canary"));
          assertThat(fetch(freshet.url() + "/v1/freshness").at("/canary/tookMs").asDouble())
              .isPositive();
        } finally {
          prometheus.destroy();
          if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
            prometheus.destroyForcibly();
          }
        }
      }
    }
  }

  private Process prometheus(int port, String freshet) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
              - job_name: freshet
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(
                    Observed.ALERTS.toAbsolutePath().normalize(),
                    freshet.substring("http://".length())));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  /** A little of everything, among it a document that dies. */
  private boolean load(String url) {
    for (int i = 0; i < 3; i++) {
      send(
          "PUT",
          url + "/v1/documents/leave-" + i,
          "text/plain",
          "Notice period is " + i + " days.");
    }
    send("PUT", url + "/v1/documents/broken.pdf", "application/pdf", "%PDF-1.7 and nothing more");
    post(url + "/v1/search", "{\"query\":\"notice period\"}");
    post(url + "/v1/context", "{\"query\":\"notice period\",\"tokenBudget\":200}");
    post(url + "/v1/answer", "{\"question\":\"How long is the notice period?\"}");
    return true;
  }

  private JsonNode search(String url, String query) {
    return post(url + "/v1/search", "{\"query\":\"" + query + "\"}").path("results");
  }

  private JsonNode post(String url, String body) {
    return send("POST", url, "application/json", body);
  }

  private JsonNode send(String method, String url, String type, String body) {
    return answer(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode fetch(String url) {
    return answer(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private JsonNode answer(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.body().startsWith("{") ? JSON.readTree(response.body()) : JSON.nullNode();
    } catch (IOException e) {
      return JSON.nullNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private JsonNode results(String url, String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return fetch(url + "/api/v1/query?query=" + query).at("/data/result");
  }

  /** Panels without data. */
  private List<String> empty(String url) {
    return Observed.panels().stream()
        .filter(panel -> results(url, panel.asked()).isEmpty())
        .map(panel -> panel.place() + ": " + panel.asked())
        .toList();
  }

  private List<JsonNode> rules(String url) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode group : fetch(url + "/api/v1/rules").at("/data/groups")) {
      for (JsonNode rule : group.path("rules")) {
        all.add(rule);
      }
    }
    return all;
  }

  private Set<String> firing(String url) {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : fetch(url + "/api/v1/alerts").at("/data/alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private static void require(String program) {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
        "no " + program + " on the PATH (Debian's package prometheus has it)");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
