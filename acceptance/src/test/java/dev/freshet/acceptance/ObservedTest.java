package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** No dashboard and no alert names what is not there; needs no Prometheus. */
class ObservedTest {
  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks.md");
  private static final Path TELEMETRY =
      Path.of("../common/src/main/java/dev/freshet/common/telemetry");

  private final EveryMetric metrics = EveryMetric.countedOnce();
  private final Map<String, Set<String>> known = new TreeMap<>(metrics.labels());

  ObservedTest() {
    known.put("up", Set.of());
    // Its series begin with the first collection.
    known.put("jvm_gc_pause_seconds_sum", Set.of());
  }

  @Test
  void everyMethodOfTelemetry_isCountedHere() {
    assertThat(metrics.notCounted()).isEmpty();
    assertThat(known).hasSizeGreaterThan(60);
  }

  @Test
  void checker_findsUnknownMetricsAndLabels() {
    assertThat(PromQl.unknown("sum by (reason) (rate(freshet_dead_letters_total[5m]))", known))
        .isEmpty();
    assertThat(PromQl.unknown("sum by (id) (rate(freshet_dead_letters_total[5m]))", known))
        .containsExactly("freshet_dead_letters_total by id");
    assertThat(PromQl.unknown("freshet_dead_letters_total{why=~\"a|b\"} > 3", known))
        .containsExactly("freshet_dead_letters_total{why}");
    assertThat(PromQl.unknown("max(freshet_lag) or vector(0)", known))
        .containsExactly("freshet_lag");
    assertThat(PromQl.unknown("1 > 0", known)).hasSize(1);
    String both = "max(freshet_lag_records) or sum by (le) (freshet_permissions_seconds_bucket)";
    assertThat(PromQl.unknown(both, known)).isEmpty();
  }

  @Test
  void everyPanel_namesMetricsAndLabelsThatExist() {
    assertThat(Observed.panels()).hasSizeGreaterThan(50);
    Map<String, List<String>> wrong = new TreeMap<>();
    Observed.panels().forEach(p -> note(wrong, p.place(), PromQl.unknown(p.text(), known)));
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyAlert_namesMetricsAndLabelsThatExist() {
    Map<String, List<String>> wrong = new TreeMap<>();
    Observed.alerts()
        .forEach(
            rule ->
                note(
                    wrong,
                    rule.path("alert").asText(),
                    PromQl.unknown(rule.path("expr").asText(), known)));
    assertThat(wrong).isEmpty();
  }

  private static void note(Map<String, List<String>> wrong, String place, List<String> what) {
    if (!what.isEmpty()) {
      wrong.put(place, what);
    }
  }

  @Test
  void everyMetricOfOurs_isOnADashboard() {
    String all = Observed.panels().stream().map(p -> p.text()).collect(Collectors.joining("\n"));
    Set<String> unseen =
        known.keySet().stream()
            .filter(name -> name.startsWith("freshet_"))
            .filter(name -> !name.endsWith("_max") && !name.endsWith("_created"))
            .map(name -> name.replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"))
            .filter(name -> !all.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    // Told beside the burn rate, and of no use alone.
    unseen.remove("freshet_objective_window_documents");
    unseen.remove("freshet_kafka_bytes_read_total");
    unseen.remove("freshet_kafka_buffer_free_bytes");
    assertThat(unseen).isEmpty();
  }

  @Test
  void everyAlert_hasItsRunbook_itsTwoTests_andTheOtherWayRound() throws IOException {
    List<String> names = Observed.alerts().stream().map(r -> r.path("alert").asText()).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    List<String> sections =
        Files.readAllLines(RUNBOOKS).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(sections).containsExactlyInAnyOrderElementsOf(names);
    for (JsonNode rule : Observed.alerts()) {
      String name = rule.path("alert").asText();
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/runbooks.md#" + name.toLowerCase(java.util.Locale.ROOT));
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
    }
    assertThat(tested(true)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(tested(false)).containsExactlyInAnyOrderElementsOf(names);
  }

  /** Those that have a test in which they fire, or in which they are silent. */
  private static List<String> tested(boolean fires) {
    return StreamSupport.stream(
            Observed.yaml(Observed.ALERTS_TEST).path("tests").spliterator(), false)
        .flatMap(test -> StreamSupport.stream(test.path("alert_rule_test").spliterator(), false))
        .filter(test -> test.path("exp_alerts").isEmpty() != fires)
        .map(test -> test.path("alertname").asText())
        .toList();
  }

  @Test
  void everyAlertThatTelemetryNames_isOne() throws IOException {
    String source =
        Files.readString(TELEMETRY.resolve("Telemetry.java"))
            + Files.readString(TELEMETRY.resolve("ObjectiveTelemetry.java"))
            + Files.readString(TELEMETRY.resolve("QualityTelemetry.java"))
            + Files.readString(TELEMETRY.resolve("RetrievalTelemetry.java"));
    String text = source.replaceAll("\\s+\\*\\s+", " ");
    Pattern named = Pattern.compile("\\{@code ([A-Z][a-z]+(?:[A-Z][a-z]+)+)}");
    Set<String> alerts =
        Observed.alerts().stream().map(r -> r.path("alert").asText()).collect(Collectors.toSet());
    Set<String> told = new HashSet<>();
    named.matcher(text).results().forEach(match -> told.add(match.group(1)));
    assertThat(told).isNotEmpty().isSubsetOf(alerts);
    alerts.removeAll(told);
    // That a process is gone, nothing in it counts.
    assertThat(alerts).containsExactly("TargetDown");
  }
}
