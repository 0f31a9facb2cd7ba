package dev.freshet.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.common.document.LogPartition;
import dev.freshet.common.store.ReadPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");
  private static final LogPartition INPUT = new LogPartition("embedded.g", 0);
  private static final LogPartition SOURCE = new LogPartition("documents", 0);

  private final History history = new History(Duration.ofSeconds(1024));

  /** The event of an offset is told. */
  private void told(long offset, Instant at) {
    history.counts(at, INPUT.at(offset), Optional.of(SOURCE.at(offset)), Optional.empty());
  }

  private static Instant second(double number) {
    return START.plusMillis(Math.round(number * 1000));
  }

  private static ReadPoint point(long offset) {
    return new ReadPoint(Map.of(INPUT, offset));
  }

  private Optional<ReadPoint> at(double second) {
    return history.at(second(second)).flatMap(History.Found::state).map(History.Former::point);
  }

  @Test
  void at_givesWhatWasToldByThen() {
    told(0, second(0));
    told(1, second(10));
    told(2, second(20));
    assertThat(at(-1)).contains(ReadPoint.START);
    assertThat(at(0)).contains(point(0));
    assertThat(at(9.9)).contains(point(0));
    assertThat(at(10)).contains(point(1));
    assertThat(at(19)).contains(point(1));
    assertThat(history.at(second(20)).orElseThrow().state()).as("that of now").isEmpty();
  }

  @Test
  void at_saysWhenTheNextOneWasTold() {
    told(0, second(0));
    told(1, second(10));
    assertThat(history.at(second(5)).orElseThrow().beyond()).contains(second(10));
    assertThat(history.at(second(10)).orElseThrow().beyond()).isEmpty();
    assertThat(history.at(second(-5)).orElseThrow().beyond()).contains(second(0));
  }

  @Test
  void having_givesTheFirstStateWithTheOffset() {
    told(0, second(0));
    told(1, second(10));
    told(2, second(20));
    History.Found found = history.having(SOURCE.at(1)).orElseThrow();
    assertThat(found.state().orElseThrow().point()).isEqualTo(point(1));
    assertThat(found.beyond()).contains(second(20));
    assertThat(history.having(SOURCE.at(2)).orElseThrow().state()).isEmpty();
  }

  @Test
  void states_olderThanTheRetention_areForgotten() {
    for (int i = 0; i < 3000; i++) {
      told(i, second(2 * i));
    }
    assertThat(history.at(second(100))).isEmpty();
    assertThat(history.having(SOURCE.at(3))).isEmpty();
    assertThat(history.of(point(3))).isEmpty();
    assertThat(at(5990)).contains(point(2995));
    assertThat(history.of(point(2995)).orElseThrow().beyond()).contains(second(5992));
  }

  /** As after a restart: one partition of events is read after the other. */
  @Test
  void states_areTheSameInWhateverOrderPartitionsAreRead() {
    LogPartition other = new LogPartition("embedded.g", 1);
    for (int i = 0; i < 50; i++) {
      told(i, second(10 * i));
    }
    for (int i = 0; i < 50; i++) {
      history.counts(second(10 * i + 5), other.at(i), Optional.empty(), Optional.empty());
    }
    assertThat(at(107)).contains(new ReadPoint(Map.of(INPUT, 10L, other, 10L)));
    assertThat(at(113)).contains(new ReadPoint(Map.of(INPUT, 11L, other, 10L)));
  }

  @Test
  void event_thatHasToComeAfterAnother_isInNoStateWithoutIt() {
    LogPartition other = new LogPartition("embedded.bulk.g", 0);
    told(0, second(0));
    told(1, second(30));
    history.counts(second(10), other.at(0), Optional.empty(), Optional.of(INPUT.at(1)));
    history.counts(second(20), other.at(1), Optional.empty(), Optional.empty());
    assertThat(at(25)).contains(point(0));
    assertThat(at(29)).contains(point(0));
    told(2, second(40));
    assertThat(at(35)).contains(new ReadPoint(Map.of(INPUT, 1L, other, 1L)));
  }

  @Test
  void horizon_isTheRetentionLessATwentieth() {
    assertThat(history.horizon(second(1024))).isEqualTo(second(51.2));
  }

  /** Against a list of all events: never newer than asked for, older by at most a span. */
  @Test
  void at_ofRandomEvents_isNeverNewerAndAtMostASpanOlder() {
    Random random = new Random(11);
    double[] times = new double[2000];
    double now = 0;
    for (int i = 0; i < times.length; i++) {
      now += random.nextInt(3) == 0 ? random.nextDouble() * 2 : random.nextDouble() / 20;
      times[i] = now;
      told(i, second(now));
    }
    for (int i = 0; i < 500; i++) {
      double asked = now - random.nextDouble() * 600;
      Optional<History.Found> found = history.at(second(asked));
      long offset =
          found.flatMap(History.Found::state).map(s -> s.point().offset(INPUT)).orElse(1999L);
      long right = last(times, asked);
      long spanBefore = last(times, asked - 1.001);
      assertThat(offset).isBetween(spanBefore, right);
      Instant beyond = found.orElseThrow().beyond().orElse(Instant.MAX);
      assertThat(offset == 1999 || !beyond.isAfter(second(times[(int) offset + 1]))).isTrue();
    }
  }

  private static long last(double[] times, double asked) {
    List<Integer> upTo =
        IntStream.range(0, times.length)
            .filter(i -> !second(times[i]).isAfter(second(asked)))
            .boxed()
            .toList();
    return upTo.isEmpty() ? -1 : upTo.getLast();
  }
}
