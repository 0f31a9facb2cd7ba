package dev.freshet.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final double[] UP_TO = {.1, .2, .5, 1};

  private static Distribution of(long... counts) {
    return Distribution.of(UP_TO, counts);
  }

  @Test
  void quantile_isOfWhatCameSince_andNotOfALifetime() {
    Distribution morning = of(1000, 0, 0, 0, 0);
    Distribution noon = of(1000, 0, 100, 0, 0);

    assertThat(noon.quantile(.5)).isLessThan(.1);
    assertThat(noon.since(morning).count()).isEqualTo(100);
    assertThat(noon.since(morning).quantile(.5)).isCloseTo(.35, within(1e-9));
    assertThat(noon.since(morning).quantile(1)).isCloseTo(.5, within(1e-9));
  }

  @Test
  void quantile_ofAnEvenSpread_isThatShareOfIt() {
    Distribution even = of(100, 100, 300, 500, 0);
    for (double share : new double[] {.01, .1, .25, .5, .9, .99}) {
      assertThat(even.quantile(share)).isCloseTo(share, within(1e-9));
    }
  }

  @Test
  void quantile_beyondAllBounds_isTheLastOfThem_andOfNothingUnknown() {
    assertThat(of(0, 0, 0, 0, 7).quantile(.5)).isEqualTo(1);
    assertThat(of(0, 0, 0, 0, 0).quantile(.5)).isNaN();
    assertThat(Distribution.NONE.quantile(.99)).isNaN();
  }

  @Test
  void meterThatBeganAnew_countsWithAllItHolds() {
    assertThat(of(2, 0, 0, 1, 0).since(of(50, 50, 50, 50, 50)).count()).isEqualTo(3);
    assertThat(of(2, 0, 0, 1, 0).since(Distribution.NONE).count()).isEqualTo(3);
  }

  @Test
  void metersOfOtherBuckets_areNotAdded() {
    Distribution other = Distribution.of(new double[] {3}, new long[] {1, 1});
    assertThat(of(1, 2, 3, 4, 5).plus(of(1, 1, 1, 1, 1)).count()).isEqualTo(20);
    assertThat(Distribution.NONE.plus(other).count()).isEqualTo(2);
    assertThatThrownBy(() -> of(1, 2, 3, 4, 5).plus(other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Distribution.of(UP_TO, new long[4]))
        .hasMessageContaining("4 bounds make one more bucket");
  }
}
