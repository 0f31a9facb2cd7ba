package dev.freshet.query.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

  private final History history = new History();

  @Test
  void moreThanAnHour_dropsTheOldest() {
    for (int i = 0; i < History.POINTS + 30; i++) {
      history.add(START.plusSeconds(5L * i), List.of((double) i));
    }
    List<History.Point> kept = history.after(Optional.empty());
    assertThat(kept).hasSize(History.POINTS);
    assertThat(kept.getFirst().values()).containsExactly(30.0);
    assertThat(kept.getLast().values()).containsExactly(History.POINTS + 29.0);
  }

  @Test
  void after_isWhatIsNew() {
    history.add(START, List.of(1.0));
    history.add(START.plusSeconds(5), List.of(2.0));
    assertThat(history.after(Optional.of(START))).hasSize(1);
    assertThat(history.after(Optional.of(START.plusSeconds(5)))).isEmpty();
  }

  @Test
  void clockThatIsSetBack_hidesNothing() {
    history.add(START, List.of(1.0));
    history.add(START.minusSeconds(3600), List.of(2.0));
    history.add(START.minusSeconds(3595), List.of(3.0));
    assertThat(history.after(Optional.of(START)).stream().map(p -> p.values().getFirst()))
        .containsExactly(2.0, 3.0);
  }
}
