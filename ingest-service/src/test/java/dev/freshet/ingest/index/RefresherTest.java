package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Position;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.ingest.fakes.MemoryWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefresherTest {
  /** Each look at the clock takes a millisecond. */
  private final AtomicLong clock = new AtomicLong();

  private final MemoryWriter writer = new MemoryWriter();

  private long tick() {
    return clock.addAndGet(1_000_000);
  }

  @Test
  void liveRefresh_restsNineTimesAsLong() {
    var refresher = new Refresher(writer, Lane.LIVE, this::tick);
    assertThat(refresher.due()).isTrue();
    refresher.refresh();
    clock.addAndGet(Duration.ofMillis(7).toNanos());
    assertThat(refresher.due()).isFalse();
    assertThat(refresher.due()).isTrue();
    assertThat(refresher.refreshes()).isEqualTo(1);
  }

  @Test
  void bulkRefresh_restsAQuarterSecond() {
    var refresher = new Refresher(writer, Lane.BULK, this::tick);
    refresher.refresh();
    clock.addAndGet(Duration.ofMillis(248).toNanos());
    assertThat(refresher.due()).isFalse();
    assertThat(refresher.due()).isTrue();
  }

  @Test
  void sweep_comesAfterTheRetention_upToWhatWasToldThen() {
    var sweeper = new Sweeper(writer, Duration.ofSeconds(60), clock::get);
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
