package dev.freshet.query.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.telemetry.MicrometerTelemetry;
import dev.freshet.common.telemetry.Telemetry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {
  private final Telemetry telemetry = new MicrometerTelemetry();
  private double total;

  private Reading after(double seconds) {
    return new Reading(telemetry, seconds);
  }

  private double next(Figure figure, double now, double seconds) {
    total = now;
    return figure.at(after(seconds));
  }

  @Test
  void rate_isOfTheTimeThatReallyPassed_andNothingAtFirst() {
    Figure rate = Figure.rate(_ -> total);
    assertThat(next(rate, 100, Double.NaN)).isNaN();
    assertThat(next(rate, 150, 5)).isEqualTo(10);
    assertThat(next(rate, 150, 5)).as("nothing came: that is a zero").isZero();
    assertThat(next(rate, 180, 30)).as("the reading was late").isEqualTo(1);
  }

  @Test
  void counterThatBeganAnew_grewByWhatItHolds() {
    Figure rate = Figure.rate(_ -> total);
    next(rate, 1000, Double.NaN);
    assertThat(next(rate, 20, 5)).isEqualTo(4);
    assertThat(next(rate, 30, 5)).isEqualTo(2);
  }

  @Test
  void share_ofNothing_isAGap() {
    Figure share =
        Figure.share(
            r -> r.total("freshet.searches.without.results", Meter.any()),
            r -> r.total("freshet.searches", Meter.any()));
    telemetry.search(false);
    assertThat(share.at(after(Double.NaN))).isNaN();
    telemetry.search(false);
    telemetry.search(true);
    telemetry.search(true);
    telemetry.search(true);
    assertThat(share.at(after(5))).isEqualTo(.25);
    assertThat(share.at(after(5))).isNaN();
  }

  @Test
  void quantile_isOfTheInterval_andAGapWhereNothingCame() {
    Figure half = Figure.quantile(.5, r -> r.times("freshet.query", Meter.with("step", "total")));
    search(1000, 800);
    assertThat(half.at(after(Double.NaN))).as("of before the first reading").isNaN();
    search(10, 15);
    assertThat(half.at(after(5))).isBetween(.01, .025);
    assertThat(half.at(after(5))).isNaN();
  }

  @Test
  void meterThatComesLater_countsFromNothing() {
    Figure half = Figure.quantile(.5, r -> r.times("freshet.query", Meter.any()));
    Figure rate = Figure.rate(r -> r.total("freshet.store.errors", Meter.any()));
    assertThat(half.at(after(Double.NaN))).isNaN();
    assertThat(rate.at(after(Double.NaN))).isNaN();
    search(10, 15);
    telemetry.storeError("refresh");
    assertThat(half.at(after(5))).isBetween(.01, .025);
    assertThat(rate.at(after(5))).isEqualTo(.2);
  }

  @Test
  void tally_knowsATimeToATenth() {
    Tally tally = new Tally();
    IntStream.rangeClosed(1, 10_000).forEach(i -> tally.add(i * 1000L));
    assertThat(tally.state().quantile(.5)).isCloseTo(5, within(.5));
    assertThat(tally.state().quantile(.99)).isCloseTo(9.9, within(.99));
    tally.add(-7);
    tally.add(Duration.ofDays(3).toMillis() * 1000);
    assertThat(tally.state().count()).isEqualTo(10_002);
  }

  private void search(int times, int millis) {
    IntStream.range(0, times).forEach(_ -> telemetry.query("total", Duration.ofMillis(millis)));
  }
}
