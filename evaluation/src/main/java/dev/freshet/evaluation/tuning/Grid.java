package dev.freshet.evaluation.tuning;

import dev.freshet.common.ranking.Fusion;
import dev.freshet.common.ranking.Recency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every ranking that is tried. */
final class Grid {
  private static final int TENTHS = 10;
  private static final List<Integer> DEPTHS = List.of(30, 50, 100, Lists.DEPTH);
  private static final List<Duration> HALF_LIVES =
      List.of(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));
  private static final List<Double> SHARES = List.of(.25, .5);

  private Grid() {}

  /**
   * The defaults first.
   *
   * @param dated whether age is worth trying: documents say when they were published
   */
  static List<Ranking> rankings(boolean dated) {
    List<Recency> ages = new ArrayList<>();
    ages.add(Ranking.DEFAULT.recency());
    if (dated) {
      for (Duration halfLife : HALF_LIVES) {
        for (double share : SHARES) {
          ages.add(new Recency(Optional.of(halfLife), share, Optional.empty()));
        }
      }
    }
    List<Ranking> all = new ArrayList<>();
    all.add(Ranking.DEFAULT);
    for (Recency age : ages) {
      for (int depth : DEPTHS) {
        for (int tenth = 0; tenth <= TENTHS; tenth++) {
          all.add(new Ranking(new Fusion((double) tenth / TENTHS), depth, age));
        }
      }
    }
    return all.stream().distinct().toList();
  }
}
