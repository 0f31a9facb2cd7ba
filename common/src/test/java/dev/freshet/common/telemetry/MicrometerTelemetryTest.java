package dev.freshet.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Origin;
import dev.freshet.common.document.Position;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.document.TraceParent;
import dev.freshet.common.document.Version;
import dev.freshet.common.failure.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static Origin origin(Optional<TraceParent> publisher) {
    return new Origin(
        new DocumentIdentity("docs", Tenant.DEFAULT, new DocumentId("a.pdf")),
        new Version(new Position("docs", 0, 7), Instant.EPOCH),
        List.of(),
        false,
        publisher);
  }

  @Test
  void scrape_hasTheNamesOfTheContract() {
    Telemetry telemetry = new MicrometerTelemetry();
    telemetry.freshness(origin(Optional.empty()), Duration.ofMillis(30));
    telemetry.passages(2, 3);
    telemetry.deadLetter(Reason.OUT_OF_MEMORY);
    telemetry.lagRecords("docs", this, t -> 4);
    telemetry.watermarkAge("docs", this, t -> 1.5);
    assertThat(telemetry.scrape(false))
        .contains("freshet_freshness_seconds_bucket{source=\"docs\",le=\"0.05\"} 1")
        .contains("freshet_passages_embedded_total 2.0")
        .contains("freshet_passages_reused_total 3.0")
        .contains("freshet_dead_letters_total{reason=\"out-of-memory\"} 1.0")
        .contains("freshet_dead_letters_total{reason=\"timeout\"} 0.0")
        .contains("freshet_lag_records{source=\"docs\"} 4.0")
        .contains("freshet_watermark_age_seconds{source=\"docs\"} 1.5");
  }

  @Test
  void openMetrics_hasKeptTraces_asExamplesOfFreshness() {
    var kept = new TraceParent(TRACE, "00f067aa0ba902b7", true);
    var passedOver = new TraceParent(TRACE.replace('4', '5'), "00f067aa0ba902b7", false);
    try (var telemetry = new MicrometerTelemetry(settings(Optional.of(NOBODY), Optional.empty()))) {
      telemetry.freshness(origin(Optional.of(kept)), Duration.ofMillis(30));
      telemetry.freshness(origin(Optional.of(passedOver)), Duration.ofMillis(300));
      assertThat(telemetry.scrape(true)).doesNotContain(passedOver.traceId());
      assertThat(telemetry.scrape(true).lines().filter(l -> l.matches(".*_bucket.*trace_id.*")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("freshet_freshness_seconds_bucket{source=\"docs\",le=\"0.05\"} 1 # {")
          .contains("trace_id=\"" + TRACE + "\"");
      assertThat(telemetry.scrape(false)).doesNotContain("trace_id");
    }
  }

  @Test
  void metrics_areSentToACollector_atTheLatestAtTheEnd() throws Exception {
    var bodies = new CopyOnWriteArrayList<byte[]>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/metrics",
        exchange -> {
          try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
    try {
      var place = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/");
      try (var telemetry =
          new MicrometerTelemetry(settings(Optional.empty(), Optional.of(place)))) {
        telemetry.passages(2, 3);
        telemetry.lagRecords("docs", this, t -> 4);
        assertThat(telemetry.scrape(false)).contains("freshet_passages_reused_total 3.0");
      }
      assertThat(bodies)
          .anySatisfy(
              body ->
                  assertThat(new String(body, StandardCharsets.ISO_8859_1))
                      .contains("freshet.passages.reused", "freshet.lag.records", "service.name"));
    } finally {
      collector.stop(0);
    }
  }

  private static TelemetrySettings settings(Optional<URI> traces, Optional<URI> metrics) {
    return new TelemetrySettings(traces, 0, metrics, Duration.ofHours(1));
  }

  @Test
  void measured_tellsWhatTheMetersOfANameHold() {
    Telemetry telemetry = new MicrometerTelemetry();
    telemetry.query("total", Duration.ofMillis(3));
    telemetry.query("total", Duration.ofMillis(40));
    telemetry.query("embed", Duration.ofSeconds(8));
    telemetry.deadLetter(Reason.TIMEOUT);
    telemetry.lagRecords("docs", this, t -> 4);

    Measured total = one(telemetry, "freshet.query", "step", "total");
    assertThat(total.value()).isEqualTo(2);
    assertThat(total.times().count()).isEqualTo(2);
    assertThat(total.times().quantile(.5)).isEqualTo(.005);
    assertThat(total.times().quantile(1)).isEqualTo(.05);
    Measured late = one(telemetry, "freshet.query", "step", "embed");
    assertThat(late.times().quantile(.5)).as("beyond the last bound").isEqualTo(5);
    assertThat(one(telemetry, "freshet.dead.letters", "reason", "timeout").value()).isOne();
    assertThat(one(telemetry, "freshet.lag.records", "source", "docs").value()).isEqualTo(4);
    assertThat(telemetry.measured("freshet.freshness")).isEmpty();
  }

  private static Measured one(Telemetry telemetry, String name, String label, String value) {
    return telemetry.measured(name).stream()
        .filter(measured -> measured.has(label, value))
        .findFirst()
        .orElseThrow();
  }
}
