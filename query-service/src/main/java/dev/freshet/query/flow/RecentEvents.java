package dev.freshet.query.flow;

import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.document.Stage;
import dev.freshet.common.document.StageTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * The last events, and sums over all of them, in whatever order they are added: after a start the
 * past is heard beside what happens. Safe to use from several threads.
 */
final class RecentEvents {
  private static final int MAX = 1000;
  private static final int SECONDS = 60;

  private static final Comparator<IndexEvent> OLDEST_FIRST =
      Comparator.comparingLong(event -> event.origin().doneMicros());

  private final PriorityQueue<IndexEvent> events = new PriorityQueue<>(OLDEST_FIRST);
  private final long[] second = new long[SECONDS];
  private final int[] published = new int[SECONDS];
  private long embedded;
  private long reused;
  private long parsed;
  private long parsesSpared;

  synchronized void add(IndexEvent event) {
    events.add(event);
    if (events.size() > MAX) {
      events.remove();
    }
    embedded += event.embedded();
    reused += event.reused();
    if (event.state() == DocumentState.INDEXED) {
      if (event.origin().parseSpared()) {
        parsesSpared++;
      } else {
        parsed++;
      }
    }
    long at = event.origin().version().publishedAt().getEpochSecond();
    int slot = (int) Math.floorMod(at, (long) SECONDS);
    if (second[slot] < at) {
      second[slot] = at;
      published[slot] = 0;
    }
    if (second[slot] == at) {
      published[slot]++;
    }
  }

  /** Documents that came out and were published in the minute before. */
  synchronized int publishedInMinuteBefore(Instant now) {
    int sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += second[i] > now.getEpochSecond() - SECONDS ? published[i] : 0;
    }
    return sum;
  }

  synchronized long embedded() {
    return embedded;
  }

  synchronized long reused() {
    return reused;
  }

  /** Indexed documents whose file was read. */
  synchronized long parsed() {
    return parsed;
  }

  /** Indexed documents whose file was known from before. */
  synchronized long parsesSpared() {
    return parsesSpared;
  }

  /** A stage's work on recent documents in milliseconds, ascending. */
  synchronized double[] millis(Stage stage) {
    return events.stream()
        .flatMap(e -> e.origin().times().stream())
        .filter(t -> t.stage() == stage)
        .mapToDouble(t -> (t.endMicros() - t.startMicros()) / 1000.0)
        .sorted()
        .toArray();
  }

  /** From publish to retrievable of the last so many indexed documents, oldest first. */
  synchronized double[] freshnessMillis(int last) {
    double[] all =
        events.stream()
            .filter(e -> e.state() == DocumentState.INDEXED)
            .sorted(OLDEST_FIRST)
            .map(RecentEvents::freshnessMicros)
            .filter(OptionalLong::isPresent)
            .mapToDouble(f -> f.getAsLong() / 1000.0)
            .toArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - last), all.length);
  }

  private static OptionalLong freshnessMicros(IndexEvent event) {
    long published = event.origin().version().publishedAt().toEpochMilli() * 1000;
    OptionalLong end = event.origin().times().stream().mapToLong(StageTime::endMicros).max();
    return end.isPresent()
        ? OptionalLong.of(Math.max(0, end.getAsLong() - published))
        : OptionalLong.empty();
  }
}
