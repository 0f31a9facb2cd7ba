package dev.freshet.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

  /** The same in exact numbers, from all that was ever taken: the law itself, slowly. */
  private static final class Model {
    private final BigDecimal perSecond;
    private final BigDecimal size;
    private BigDecimal tokens;
    private Instant at = START;

    Model(double perSecond, int size) {
      this.perSecond = BigDecimal.valueOf(perSecond);
      this.size = BigDecimal.valueOf(size);
      this.tokens = this.size;
    }

    boolean take(Instant now) {
      Duration since = Duration.between(at, now);
      BigDecimal seconds =
          BigDecimal.valueOf(since.toSeconds())
              .add(BigDecimal.valueOf(since.toNanosPart()).scaleByPowerOfTen(-9));
      tokens = tokens.add(seconds.multiply(perSecond)).min(size);
      at = now;
      if (tokens.compareTo(BigDecimal.ONE) < 0) {
        return false;
      }
      tokens = tokens.subtract(BigDecimal.ONE);
      return true;
    }
  }

  @RepeatedTest(50)
  void bucket_doesAsItsModel(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    // Eighths and sixteenths, so that neither has to round.
    double perSecond = (1 + random.nextInt(160)) / 8.0;
    int size = 1 + random.nextInt(20);
    Bucket bucket = new Bucket(size, START);
    Model model = new Model(perSecond, size);
    Instant now = START;
    List<Boolean> bucketSays = new ArrayList<>();
    List<Boolean> modelSays = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      now = now.plusNanos(random.nextInt(20) * 62_500_000L);
      bucketSays.add(bucket.take(perSecond, size, now));
      modelSays.add(model.take(now));
    }

    assertThat(bucketSays).isEqualTo(modelSays);
  }

  @Test
  void bucket_thatIsEmpty_saysWhenItIsWorthToAskAgain() {
    Bucket bucket = new Bucket(1, START);
    assertThat(bucket.take(0.5, 1, START)).isTrue();
    assertThat(bucket.take(0.5, 1, START)).isFalse();

    Duration wait = bucket.untilOne(0.5);

    assertThat(wait).isEqualTo(Duration.ofSeconds(2));
    assertThat(bucket.take(0.5, 1, START.plus(wait).minusMillis(1))).isFalse();
    assertThat(bucket.take(0.5, 1, START.plus(wait))).isTrue();
  }

  @Test
  void clock_thatGoesBack_givesNothingAndTakesNothing() {
    Bucket bucket = new Bucket(2, START);
    assertThat(bucket.take(1, 2, START)).isTrue();

    assertThat(bucket.left(1, 2, START.minusSeconds(3600))).isEqualTo(1);
    assertThat(bucket.left(1, 2, START.minusSeconds(3600))).isEqualTo(1);
  }

  @Test
  void bucket_thatIsMadeSmaller_holdsNoMoreThanThat() {
    Bucket bucket = new Bucket(100, START);

    assertThat(bucket.left(1, 3, START)).isEqualTo(3);
  }
}
