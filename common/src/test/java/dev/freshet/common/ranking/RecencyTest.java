package dev.freshet.common.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Metadata;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecencyTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private static Recency decay(Duration halfLife, double weight) {
    return new Recency(Optional.of(halfLife), weight, Optional.empty());
  }

  @Test
  void factor_afterEachHalfLife_isHalved() {
    Recency recency = decay(Duration.ofDays(30), 1);
    assertThat(recency.factor(NOW, NOW)).isEqualTo(1);
    assertThat(recency.factor(NOW.minus(Duration.ofDays(30)), NOW)).isCloseTo(.5, within(1e-12));
    assertThat(recency.factor(NOW.minus(Duration.ofDays(90)), NOW)).isCloseTo(.125, within(1e-12));
  }

  @Test
  void factor_withLessWeight_leavesTheRestOfTheScore() {
    Recency recency = decay(Duration.ofDays(1), .4);
    assertThat(recency.factor(NOW.minus(Duration.ofDays(1)), NOW)).isCloseTo(.8, within(1e-12));
    assertThat(recency.factor(Instant.MIN, NOW)).isCloseTo(.6, within(1e-12));
  }

  @Test
  void factor_ofTheFuture_isThatOfNow() {
    assertThat(decay(Duration.ofSeconds(1), 1).factor(NOW.plusSeconds(99), NOW)).isEqualTo(1);
    assertThat(Recency.NONE.factor(Instant.EPOCH, NOW)).isEqualTo(1);
    assertThat(Recency.NONE.isNone()).isTrue();
    assertThat(new Recency(Optional.empty(), .5, Optional.empty()).isNone()).isTrue();
    assertThat(new Recency(Optional.of(Duration.ofDays(1)), 0, Optional.empty()).isNone())
        .isFalse();
    assertThat(new Recency(Optional.empty(), 1, Optional.of(Duration.ofDays(1))).isNone())
        .isFalse();
  }

  @Test
  void admits_upToTheBoundItself() {
    var recency = new Recency(Optional.empty(), 1, Optional.of(Duration.ofDays(1)));
    assertThat(recency.admits(NOW.minus(Duration.ofDays(1)), NOW)).isTrue();
    assertThat(recency.admits(NOW.minus(Duration.ofDays(1)).minusMillis(1), NOW)).isFalse();
    assertThat(Recency.NONE.admits(Instant.EPOCH, NOW)).isTrue();
  }

  @Test
  void filter_letsThroughWhatMayBeYoungEnough() {
    Filter filter = new Recency(Optional.empty(), 1, Optional.of(Duration.ofDays(1))).filter(NOW);
    assertThat(filter.matches(document(), published(NOW))).isTrue();
    assertThat(filter.matches(document(), published(NOW.minus(Duration.ofDays(2))))).isFalse();
    assertThat(filter.matches(document(), Metadata.NONE)).isTrue();
    assertThat(Recency.NONE.filter(NOW)).isEqualTo(Filter.EVERYTHING);
  }

  private static DocumentIdentity document() {
    return new DocumentIdentity("documents", Tenant.DEFAULT, new DocumentId("a"));
  }

  private static Metadata published(Instant at) {
    return new Metadata(
        "",
        "",
        "",
        "",
        Optional.of(at),
        Optional.empty(),
        List.of(),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  void recency_outOfRange_isRefused() {
    assertThatThrownBy(() -> decay(Duration.ofDays(1), 1.5))
        .hasMessage("recency weight is 1.5: give 0 to 1");
    assertThatThrownBy(() -> decay(Duration.ZERO, 1))
        .hasMessage("a duration of recency is not positive");
  }
}
