package dev.freshet.query.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Failure;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import dev.freshet.query.objective.ObjectiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");
  private static final Path ALERTS = Path.of("..", "deploy", "alerts", "freshet.yaml");
  private static final List<SourceTopic> SOURCES =
      List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk"));

  private final MicrometerTelemetry telemetry = new MicrometerTelemetry();
  private final Settings settings = new Settings(Map.of(), Map.of(), Map.of());
  private final ObjectiveSettings objective = ObjectiveSettings.of(settings);
  private Instant now = START;
  private final Arrivals arrivals = new Arrivals(java.util.Set.of("documents"), START);
  private final List<Group> groups = Groups.all(arrivals, objective, SOURCES);
  private final History history = new History();
  private int readings;

  private void read() {
    Reading reading = new Reading(telemetry, readings++ == 0 ? Double.NaN : 5);
    now = now.plusSeconds(5);
    history.add(
        now,
        groups.stream()
            .flatMap(group -> group.panels().stream())
            .flatMap(panel -> panel.lines().stream())
            .map(line -> line.figure().at(reading))
            .toList());
  }

  private JsonNode line(String panel, String line) {
    JsonNode root =
        new DashboardJson(groups, Duration.ofSeconds(5), telemetry)
            .of(history.after(Optional.empty()), now);
    for (JsonNode group : root.path("groups")) {
      for (JsonNode its : group.path("panels")) {
        for (JsonNode one : its.path("lines")) {
          if (its.path("id").asText().equals(panel) && one.path("id").asText().equals(line)) {
            return one;
          }
        }
      }
    }
    throw new AssertionError("no line " + line + " of " + panel);
  }

  private double last(String panel, String line) {
    JsonNode values = line(panel, line).path("values");
    return values.get(values.size() - 1).asDouble(Double.NaN);
  }

  @Test
  void whatComes_isSeenByOutcome_andFreshnessByLane() {
    read();
    for (int i = 0; i < 100; i++) {
      hear("documents", Duration.ofMillis(i < 90 ? 200 : 4000), DocumentState.INDEXED);
    }
    hear("archive", Duration.ofMinutes(2), DocumentState.INDEXED);
    hear("documents", Duration.ofMillis(10), DocumentState.DEAD);
    read();

    assertThat(last("documents", "indexed")).isCloseTo(20.2, within(.01));
    assertThat(last("documents", "dead")).isEqualTo(.2);
    assertThat(last("dead", "timeout")).isOne();
    assertThat(last("dead", "crash")).isZero();
    assertThat(last("passages", "embedded")).isCloseTo(20.4, within(.01));
    assertThat(last("freshness", "live.p50")).isCloseTo(.2, within(.02));
    assertThat(last("freshness", "live.p99")).isCloseTo(4, within(.4));
    assertThat(last("freshness", "bulk.p50")).isCloseTo(120, within(12.0));
    assertThat(last("work", "parse")).isCloseTo(.002, within(.0002));
    assertThat(last("waits", "parse")).isCloseTo(.001, within(.0002));
  }

  @Test
  void intervalInWhichNothingCame_isAGapInTimes_andAZeroInRates() {
    read();
    hear("documents", Duration.ofMillis(200), DocumentState.INDEXED);
    read();
    read();
    assertThat(line("freshness", "live.p50").at("/values/0").isNull()).isTrue();
    assertThat(line("freshness", "live.p50").at("/values/1").isNumber()).isTrue();
    assertThat(line("freshness", "live.p50").at("/values/2").isNull()).isTrue();
    assertThat(line("documents", "indexed").at("/values/0").isNull()).isTrue();
    assertThat(last("documents", "indexed")).isZero();
  }

  @Test
  void pastThatIsReadAgainAfterAStart_isNotCounted() {
    read();
    now = START.minusSeconds(60);
    hear("documents", Duration.ofMillis(200), DocumentState.INDEXED);
    now = START.plusSeconds(5);
    read();
    assertThat(last("documents", "indexed")).isZero();
  }

  @Test
  void lineThatThisProcessCannotKnow_saysSo_andHasNoValues() {
    read();
    read();
    assertThat(line("children", "busy").path("absent").asText()).contains("ingest service");
    assertThat(line("children", "busy").has("values")).isFalse();
    assertThat(line("store", "replace").has("values")).isFalse();
    assertThat(line("store", "candidates").path("values")).hasSize(2);
    assertThat(line("canary", "age").path("absent").asText()).contains("it is off");

    telemetry.parserChildren("fast", this, _ -> 3, _ -> 2);
    read();
    assertThat(last("children", "busy")).isEqualTo(2);
    assertThat(line("store", "replace").path("values")).hasSize(3);
  }

  @Test
  void shareInTime_isTheObjectives_andAGapOfNoDocuments() {
    double[] window = {2.5, 0};
    telemetry.objective().burnRate("1h", window, w -> w[0], w -> w[1]);
    read();
    assertThat(line("in-time", "1h").at("/values/0").isNull()).isTrue();
    window[1] = 40;
    read();
    assertThat(last("in-time", "1h")).isEqualTo(.975);
  }

  /** What is red on the page is what an alert calls so. */
  @Test
  void everyLimit_isASettingsOrAnAlerts() throws IOException {
    Map<String, String> alerts =
        java.util.Arrays.stream(Files.readString(ALERTS).split("- alert: ", -1))
            .collect(Collectors.toMap(rule -> rule.split("\n", 2)[0].strip(), rule -> rule));
    List<Panel.Limit> limits =
        groups.stream()
            .flatMap(group -> group.panels().stream())
            .flatMap(panel -> panel.limit().stream())
            .toList();
    assertThat(limits).hasSizeGreaterThan(8);
    for (Panel.Limit limit : limits) {
      if (Character.isUpperCase(limit.name().charAt(0))) {
        String number =
            java.math.BigDecimal.valueOf(limit.value()).stripTrailingZeros().toPlainString();
        assertThat(alerts.get(limit.name()))
            .as(limit.name())
            .containsPattern("> " + number + "\\b");
      }
    }
  }

  @Test
  void lines_areFewAndTheirNamesDiffer() {
    List<String> ids =
        groups.stream()
            .flatMap(group -> group.panels().stream())
            .flatMap(panel -> panel.lines().stream().map(line -> panel.id() + "/" + line.id()))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeBetween(60, 100);
  }

  private void hear(String source, Duration took, DocumentState state) {
    long published = TimeUnit.MILLISECONDS.toMicros(now.toEpochMilli());
    arrivals.hear(
        new IndexEvent(
            new Origin(
                new DocumentIdentity(source, Tenant.DEFAULT, new DocumentId("a")),
                new Version(new Position(source, 0, 7), now),
                List.of(
                    new StageTime(Stage.PARSE, published + 1000, published + 3000),
                    new StageTime(
                        Stage.REFRESH, published + 5000, published + took.toNanos() / 1000))),
            state,
            new Position("freshet.embedded.g", 0, 7),
            Metadata.NONE,
            1,
            1,
            0,
            state == DocumentState.DEAD
                ? Optional.of(new Failure(Stage.PARSE, Reason.TIMEOUT, "too slow"))
                : Optional.empty()));
  }
}
