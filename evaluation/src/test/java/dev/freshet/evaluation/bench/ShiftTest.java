package dev.freshet.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftTest {
  private static Shift shift(Quantity quantity, List<Double> before, List<Double> after) {
    return new Shift(quantity, before, after);
  }

  @Test
  void slowerInEveryRun_isWorse() {
    Shift slower = shift(Quantity.FRESHNESS, List.of(50.0, 52.0), List.of(60.0, 70.0));
    Shift fewer = shift(Quantity.THROUGHPUT, List.of(12.0, 13.0), List.of(10.0, 11.0));

    assertThat(slower.ratio()).isCloseTo(51.0 / 65, within(1e-9));
    assertThat(slower.worse()).isTrue();
    assertThat(fewer.ratio()).isCloseTo(10.5 / 12.5, within(1e-9));
    assertThat(fewer.worse()).isTrue();
  }

  @Test
  void oneRunAmongTheOthers_isNoProof() {
    assertThat(shift(Quantity.FRESHNESS, List.of(50.0, 61.0), List.of(60.0, 70.0)).worse())
        .isFalse();
  }

  @Test
  void aLittle_isNotCalledWorse_howeverSure() {
    assertThat(shift(Quantity.RESIDENT, List.of(700.0, 701.0), List.of(720.0, 721.0)).worse())
        .isFalse();
  }

  @Test
  void better_isNotWorse() {
    assertThat(shift(Quantity.THROUGHPUT, List.of(10.0), List.of(20.0)).worse()).isFalse();
    assertThat(shift(Quantity.READY, List.of(3.0), List.of(2.0)).ratio()).isEqualTo(1.5);
  }
}
