package dev.freshet.query.objective;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.freshet.common.settings.Settings;
import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.topics.SourceTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");
  private static final Duration SOON = Duration.ofMillis(1999);
  private static final Duration LATE = Duration.ofMillis(2001);

  private final MicrometerTelemetry telemetry = new MicrometerTelemetry();
  private Instant now = START;
  private final Objective objective =
      new Objective(
          ObjectiveSettings.of(new Settings(Map.of("objective.share", "0.75"), Map.of(), Map.of())),
          List.of(SourceTopic.parse("documents"), SourceTopic.parse("archive:bulk")),
          telemetry,
          () -> now);

  @Test
  void oneLateOfFour_spendsExactlyTheBudget() {
    come(3, SOON);
    come(1, LATE);
    assertThat(window("5m").path("documents").asInt()).isEqualTo(4);
    assertThat(window("5m").path("late").asInt()).isOne();
    assertThat(window("5m").path("burnRate").asDouble()).isEqualTo(1);
    assertThat(written().path("budgetLeft").asDouble()).isZero();
  }

  @Test
  void nothingCame_isKept() {
    assertThat(window("1h").path("share").asDouble()).isOne();
    assertThat(written().path("budgetLeft").asDouble()).isOne();
  }

  @Test
  void badHour_leavesTheShortWindowsFirst_andTheLongestAfterThreeDays() {
    come(10, LATE);
    now = START.plus(Duration.ofMinutes(5));
    assertThat(window("5m").path("documents").asInt()).isZero();
    assertThat(window("30m").path("late").asInt()).isEqualTo(10);
    now = START.plus(Duration.ofHours(6));
    assertThat(window("6h").path("documents").asInt()).isZero();
    assertThat(window("3d").path("late").asInt()).isEqualTo(10);
    now = START.plus(Duration.ofDays(3));
    assertThat(window("3d").path("documents").asInt()).isZero();
  }

  @Test
  void whatIsOlderThanEveryWindow_takesNoNewerMinutesPlace() {
    come(1, SOON);
    objective.observe(event("documents", Tenant.DEFAULT, START.minus(Duration.ofDays(10)), LATE));
    assertThat(window("3d").path("documents").asInt()).isOne();
    assertThat(window("3d").path("late").asInt()).isZero();
  }

  @Test
  void bulkSources_theCanary_andTheDead_countForNothing() {
    objective.observe(event("archive", Tenant.DEFAULT, START, LATE));
    objective.observe(event("documents", Tenant.CANARY, START, LATE));
    objective.observe(event("documents", Tenant.DEFAULT, START, LATE, DocumentState.SUPERSEDED));
    assertThat(window("3d").path("documents").asInt()).isZero();
  }

  @Test
  void pastReadAtTheStart_fillsWindows_butNoCounters() {
    objective.observe(event("documents", Tenant.DEFAULT, START.minusSeconds(60), LATE));
    come(3, SOON);
    assertThat(window("1h").path("documents").asInt()).isEqualTo(4);
    assertThat(telemetry.scrape(false))
        .contains("freshet_objective_documents_total 3.0")
        .contains("freshet_objective_late_total 0.0")
        .contains("freshet_objective_burn_rate{window=\"1h\"} 1.0")
        .contains("freshet_objective_window_documents{window=\"1h\"} 4.0");
  }

  private void come(int documents, Duration took) {
    for (int i = 0; i < documents; i++) {
      objective.observe(event("documents", Tenant.DEFAULT, now, took));
    }
  }

  private JsonNode written() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    objective.write(root);
    return root.path("objective");
  }

  private JsonNode window(String label) {
    for (JsonNode window : written().path("windows")) {
      if (window.path("window").asText().equals(label)) {
        return window;
      }
    }
    throw new AssertionError("no window " + label);
  }

  private static IndexEvent event(String source, Tenant tenant, Instant at, Duration took) {
    return event(source, tenant, at, took, DocumentState.INDEXED);
  }

  private static IndexEvent event(
      String source, Tenant tenant, Instant at, Duration took, DocumentState state) {
    Version version = new Version(new Position(source, 0, 7), at.minus(took));
    StageTime stage = StageTime.between(Stage.REFRESH, at, at);
    return new IndexEvent(
        new Origin(
            new DocumentIdentity(source, tenant, new DocumentId("a")), version, List.of(stage)),
        state,
        new Position("freshet.embedded.g", 0, 7),
        Metadata.NONE,
        1,
        1,
        0,
        Optional.empty());
  }
}
