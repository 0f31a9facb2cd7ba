package dev.freshet.query.dashboard;

import dev.freshet.common.telemetry.Distribution;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The value of a line for the interval that ends with a reading; asked for each in order, once. */
@FunctionalInterface
interface Figure {
  /** The value; NaN where nothing was measured. */
  double at(Reading reading);

  /** How much a counter grew a second. */
  static Figure rate(ToDoubleFunction<Reading> total) {
    Growth growth = new Growth();
    return reading -> growth.of(total.applyAsDouble(reading)) / reading.seconds();
  }

  /** How much a counter grew. */
  static Figure growth(ToDoubleFunction<Reading> total) {
    Growth growth = new Growth();
    return reading -> growth.of(total.applyAsDouble(reading));
  }

  /** The share of one counter's growth in another's; NaN where that did not grow. */
  static Figure share(ToDoubleFunction<Reading> part, ToDoubleFunction<Reading> whole) {
    Growth of = new Growth();
    Growth all = new Growth();
    return reading -> {
      double grown = of.of(part.applyAsDouble(reading));
      double in = all.of(whole.applyAsDouble(reading));
      return in > 0 ? grown / in : Double.NaN;
    };
  }

  /** The time in seconds within which a share of those lies that were measured meanwhile. */
  static Figure quantile(double share, Function<Reading, Distribution> times) {
    Distribution[] before = new Distribution[1];
    return reading -> {
      Distribution now = times.apply(reading);
      double value = before[0] == null ? Double.NaN : now.since(before[0]).quantile(share);
      before[0] = now;
      return value;
    };
  }

  /** How much a counter grew since it was read before; NaN at first. */
  final class Growth {
    private double before = Double.NaN;

    /** One that is less than before has begun anew, and what it holds is what it grew by. */
    double of(double now) {
      double grown = now < before ? now : now - before;
      before = now;
      return grown;
    }
  }
}
