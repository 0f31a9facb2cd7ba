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
}
