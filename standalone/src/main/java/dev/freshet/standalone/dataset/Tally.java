package dev.freshet.standalone.dataset;

import java.util.EnumMap;
import java.util.Map;

/** Counts what is left out. */
final class Tally {
  private final Map<Drop, Long> counts = new EnumMap<>(Drop.class);

  void drop(Drop why) {
    drop(why, 1);
  }

  void drop(Drop why, long many) {
    if (many > 0) {
      counts.merge(why, many, Long::sum);
    }
  }

  /** By reason, as far as there were any. */
  Map<Drop, Long> counts() {
    return new EnumMap<>(counts);
  }
}
