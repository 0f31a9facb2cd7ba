package dev.freshet.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Position;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.ReadPoint;
import dev.freshet.ingest.fakes.MemoryWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DurabilityTest {
  private static final Position FIRST = new Position("embedded", 2, 7);
  private static final Position SECOND = new Position("embedded", 2, 8);

  private final AtomicLong clock = new AtomicLong();
  private final Deque<Runnable> beside = new ArrayDeque<>();
  private final MemoryWriter writer = new MemoryWriter();

  private Durability durability(MemoryWriter store) {
    return new Durability(store, beside::add, Duration.ofMillis(500), clock::get);
  }

  @Test
  void applied_isDurable_onceTheCommitBesideIsDone() {
    Durability durability = durability(writer);
    writer.skip(FIRST);
    durability.tick();
    assertThat(durability.offset(FIRST.log())).isEqualTo(-1);

    beside.remove().run();

    assertThat(durability.offset(FIRST.log())).isEqualTo(7);
  }

  @Test
  void appliedWhileCommitting_waitsForTheNextCommit() {
    Durability durability = durability(writer);
    writer.skip(FIRST);
    durability.tick();
    writer.skip(SECOND);
    beside.remove().run();
    assertThat(durability.offset(FIRST.log())).isEqualTo(7);

    clock.addAndGet(Duration.ofMillis(499).toNanos());
    durability.tick();
    assertThat(beside).isEmpty();
    clock.addAndGet(Duration.ofMillis(1).toNanos());
    durability.tick();
    beside.remove().run();

    assertThat(durability.offset(FIRST.log())).isEqualTo(8);
  }

  @Test
  void nothingApplied_commitsNothing() {
    Durability durability = durability(writer);
    durability.tick();
    assertThat(beside).isEmpty();
  }

  @Test
  void oneCommit_atATime() {
    Durability durability = durability(writer);
    writer.skip(FIRST);
    durability.tick();
    writer.skip(SECOND);
    clock.addAndGet(Duration.ofSeconds(5).toNanos());
    durability.tick();
    assertThat(beside).hasSize(1);
  }

  @Test
  void failedCommit_isThrownByTheNextTick_andNothingIsDurable() {
    Durability durability =
        durability(
            new MemoryWriter() {
              @Override
              public synchronized void commit() {
                throw new Outage("store", "disk full", null);
              }

              @Override
              public synchronized ReadPoint applied() {
                return ReadPoint.START.advancedTo(FIRST);
              }
            });
    durability.tick();
    beside.remove().run();

    assertThatThrownBy(durability::tick).isInstanceOf(Outage.class).hasMessage("store: disk full");
    assertThat(durability.offset(FIRST.log())).isEqualTo(-1);
  }
}
