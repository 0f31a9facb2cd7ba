package dev.freshet.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class WaitingLineTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final WaitingLine<Integer> line = new WaitingLine<>();

  @Test
  void free_item_taken_at_once() throws InterruptedException {
    line.offer(1);
    assertThat(line.take(Lane.BULK, Duration.ZERO)).contains(1);
  }

  @Test
  void nothing_free_is_empty_when_time_is_up() throws InterruptedException {
    assertThat(line.take(Lane.LIVE, Duration.ofMillis(1))).isEmpty();
    assertThat(line.waiting()).isZero();
  }

  @Test
  void live_goes_first_and_bulk_gets_every_eighth() throws InterruptedException {
    int each = 16;
    List<Lane> served = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(2 * each);
    for (int i = 0; i < each; i++) {
      waitIn(Lane.BULK, served, all);
      waitIn(Lane.LIVE, served, all);
    }
    awaitWaiting(2 * each);
    for (int i = 1; i <= 2 * each; i++) {
      line.offer(i);
      awaitServed(served, i);
    }
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(served.subList(0, 7)).containsOnly(Lane.LIVE);
    assertThat(served.get(7)).isEqualTo(Lane.BULK);
    assertThat(served.subList(8, 15)).containsOnly(Lane.LIVE);
    assertThat(served.get(15)).isEqualTo(Lane.BULK);
  }

  private void waitIn(Lane lane, List<Lane> served, CountDownLatch all) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                line.take(lane, LONG).ifPresent(_ -> served.add(lane));
                all.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void awaitWaiting(int count) {
    long until = System.nanoTime() + LONG.toNanos();
    while (line.waiting() < count && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(line.waiting()).isEqualTo(count);
  }

  private static void awaitServed(List<Lane> served, int count) {
    long until = System.nanoTime() + LONG.toNanos();
    while (served.size() < count && System.nanoTime() < until) {
      LockSupport.parkNanos(100_000);
    }
    assertThat(served).hasSize(count);
  }

  @Test
  void closed_line_refuses_with_what_it_was_given() {
    IllegalStateException why = new IllegalStateException("closed");
    line.close(why);
    assertThatThrownBy(() -> line.take(Lane.LIVE, LONG)).isSameAs(why);
    assertThat(line.offer(1)).isFalse();
  }
}
