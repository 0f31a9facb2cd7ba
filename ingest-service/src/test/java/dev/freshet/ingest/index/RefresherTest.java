package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.ingest.fakes.MemoryWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefresherTest {
  private final AtomicLong clock = new AtomicLong();

  private final MemoryWriter writer = new MemoryWriter();

  /** A store whose refresh takes as long as told. */
  private Refresher refreshing(Lane lane, Duration each) {
    return new Refresher(
        new MemoryWriter() {
          @Override
          public synchronized void refresh() {
            super.refresh();
            clock.addAndGet(each.toNanos());
          }
        },
        lane,
        clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void idleLine_refreshesAtOnce_alsoAfterASlowRefresh() {
    var refresher = refreshing(Lane.LIVE, Duration.ofMillis(90));
    assertThat(refresher.due()).isTrue();
    refresher.refresh();
    assertThat(refresher.due()).isTrue();
    assertThat(refresher.refreshes()).isEqualTo(1);
  }

  @Test
  void busyLine_refreshesATenthOfTheTime() {
    var refresher = refreshing(Lane.LIVE, Duration.ofMillis(5));
    for (int millis = 0; millis < 100_000; millis++) {
      pass(Duration.ofMillis(1));
      if (refresher.due()) {
        refresher.refresh();
      }
    }
    double share = refresher.refreshes() * 5 / (clock.get() / 1e6);
    assertThat(share).isBetween(.09, .105);
  }

  @Test
  void spentCredit_isEarnedAgain() {
    var refresher = refreshing(Lane.LIVE, Duration.ofMillis(405));
    refresher.refresh();
    pass(Duration.ofMillis(40));
    assertThat(refresher.due()).isFalse();
    pass(Duration.ofMillis(20));
    assertThat(refresher.due()).isTrue();
  }

  @Test
  void afterRefreshesThatTakeLong_nobodyWaitsForLong() {
    var most =
        Map.of(
            Lane.LIVE, Duration.ofMillis(100),
            Lane.BULK, Duration.ofSeconds(1),
            Lane.SLOW, Duration.ofSeconds(1));
    most.forEach(
        (lane, wait) -> {
          var refresher = refreshing(lane, Duration.ofSeconds(2));
          refresher.refresh();
          refresher.refresh();
          pass(wait.minusMillis(10));
          assertThat(refresher.due()).as(lane + " too soon").isFalse();
          pass(Duration.ofMillis(20));
          assertThat(refresher.due()).as(lane + " in time").isTrue();
        });
  }

  @Test
  void bulkRefresh_comesAtMostEveryQuarterSecond() {
    var refresher = refreshing(Lane.BULK, Duration.ofMillis(1));
    refresher.refresh();
    pass(Duration.ofMillis(249));
    assertThat(refresher.due()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(refresher.due()).isTrue();
  }

  @Test
  void sweep_comesAfterTheRetention_upToWhatWasToldThen() {
    var sweeper =
        new Sweeper(
            writer,
            Duration.ofSeconds(60),
            Duration.ofDays(31),
            InstantSource.system(),
            clock::get);
    Position early = new Position("embedded", 0, 3);
    sweeper.told(early);
    sweeper.tick();
    sweeper.told(new Position("embedded", 0, 9));
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    sweeper.tick();
    assertThat(writer.sweeps).isEmpty();
    clock.addAndGet(Duration.ofSeconds(16).toNanos());
    sweeper.tick();
    assertThat(writer.sweeps).containsExactly(ReadPoint.START.advancedTo(early));
  }
}
