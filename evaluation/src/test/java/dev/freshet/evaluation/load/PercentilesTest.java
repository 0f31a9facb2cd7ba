package dev.freshet.evaluation.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void hundredValues_giveTheNearestRanks() {
    List<Double> values = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();

    assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(100, 50, 95, 99, 100));
  }

  @Test
  void oneValue_isEveryPercentile() {
    assertThat(Percentiles.of(List.of(7.0))).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
  }

  @Test
  void nothingTimed_isRefused() {
    assertThatThrownBy(() -> Percentiles.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing was timed");
  }
}
