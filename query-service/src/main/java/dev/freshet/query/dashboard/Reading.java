package dev.freshet.query.dashboard;

import dev.freshet.common.telemetry.Distribution;
import dev.freshet.common.telemetry.Measured;
import dev.freshet.common.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the meters hold at one moment; each name is asked for once. */
final class Reading {
  private final Telemetry telemetry;
  private final double seconds;
  private final Map<String, List<Measured>> known = new HashMap<>();

  /**
   * @param seconds since the reading before; NaN of the first
   */
  Reading(Telemetry telemetry, double seconds) {
    this.telemetry = telemetry;
    this.seconds = seconds;
  }

  double seconds() {
    return seconds;
  }

  private List<Measured> of(String meter, Predicate<Measured> which) {
    return known.computeIfAbsent(meter, telemetry::measured).stream().filter(which).toList();
  }

  /** The sum of counters, 0 where none has counted yet. */
  double total(String meter, Predicate<Measured> which) {
    return of(meter, which).stream().mapToDouble(Measured::value).sum();
  }

  /** The sum of gauges; NaN where there is none. */
  double level(String meter, Predicate<Measured> which) {
    List<Measured> those = of(meter, which);
    return those.isEmpty()
        ? Double.NaN
        : those.stream().mapToDouble(Measured::value).reduce(0, Double::sum);
  }

  /** The greatest of gauges; NaN where there is none. */
  double greatest(String meter, Predicate<Measured> which) {
    return of(meter, which).stream().mapToDouble(Measured::value).max().orElse(Double.NaN);
  }

  /** The times of all timers together. */
  Distribution times(String meter, Predicate<Measured> which) {
    return of(meter, which).stream()
        .map(Measured::times)
        .reduce(Distribution.NONE, Distribution::plus);
  }
}
