package dev.freshet.common.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedTestTest {
  @Test
  void sameValues_differByNothingForSure() {
    assertThat(PairedTest.of(new double[] {.1, .5}, new double[] {.1, .5}))
        .isEqualTo(new PairedTest(0, 1));
  }

  @Test
  void fewQuestions_haveTheExactShareOfSigns() {
    // All eight signs alike: of 2^8 choices, two are as far from 0.
    double[] a = {1, 1, 1, 1, 1, 1, 1, 1};
    PairedTest test = PairedTest.of(a, new double[8]);
    assertThat(test.difference()).isEqualTo(1);
    assertThat(test.p()).isCloseTo(2 / 256.0, within(.003));
  }

  @Test
  void noise_isSeldomTakenForADifference() {
    Random random = new Random(7);
    int taken = 0;
    for (int round = 0; round < 40; round++) {
      double[] a = random.doubles(60).toArray();
      double[] b = random.doubles(60).toArray();
      taken += PairedTest.of(a, b).p() < .05 ? 1 : 0;
    }
    assertThat(taken).isLessThanOrEqualTo(6);
  }
}
