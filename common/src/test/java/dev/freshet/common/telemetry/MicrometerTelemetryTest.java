package dev.freshet.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.failure.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {
  @Test
  void scrape_hasTheNamesOfTheContract() {
    Telemetry telemetry = new MicrometerTelemetry();
    telemetry.freshness("docs", Duration.ofMillis(30));
    telemetry.passages(2, 3);
    telemetry.deadLetter(Reason.OUT_OF_MEMORY);
    telemetry.lagRecords("docs", this, t -> 4);
    telemetry.watermarkAge("docs", this, t -> 1.5);
    assertThat(telemetry.scrape())
        .contains("freshet_freshness_seconds_bucket{source=\"docs\",le=\"0.05\"} 1")
        .contains("freshet_passages_embedded_total 2.0")
        .contains("freshet_passages_reused_total 3.0")
        .contains("freshet_dead_letters_total{reason=\"out-of-memory\"} 1.0")
        .contains("freshet_dead_letters_total{reason=\"timeout\"} 0.0")
        .contains("freshet_lag_records{source=\"docs\"} 4.0")
        .contains("freshet_watermark_age_seconds{source=\"docs\"} 1.5");
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
