package dev.freshet.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.PassageSearcher;
import dev.freshet.common.store.ReadPoint;
import org.junit.jupiter.api.Test;

class MeasuredSearcherTest {
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry();

  @Test
  void callThatComesBack_isTimed_andOneThatFails_isCountedAndThrown() {
    PassageSearcher broken =
        new PassageSearcher() {
          @Override
          public ReadPoint readable() {
            return ReadPoint.START;
          }

          @Override
          public long count(ReadPoint at) {
            throw new Outage("store", "is away", null);
          }

          @Override
          public Snapshot open(ReadPoint at) {
            throw new Outage("store", "is away", null);
          }
        };
    var measured = new MeasuredSearcher(broken, telemetry);
    assertThat(measured.readable()).isEqualTo(ReadPoint.START);
    assertThatThrownBy(() -> measured.count(ReadPoint.START)).isInstanceOf(Outage.class);
    assertThat(telemetry.scrape(false))
        .contains("freshet_store_seconds_count{operation=\"readable\"} 1")
        .contains("freshet_store_errors_total{operation=\"count\"} 1.0")
        .doesNotContain("freshet_store_seconds_count{operation=\"count\"}");
  }
}
